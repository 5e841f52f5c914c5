package io.skerry.ui.state;

/// The name of a cell; unique in the fleet.
public record CellName(String value) implements Comparable<CellName> {

  @Override
  public int compareTo(CellName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
