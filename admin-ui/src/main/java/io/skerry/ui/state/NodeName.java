package io.skerry.ui.state;

/// The name of a node; unique in the fleet.
public record NodeName(String value) implements Comparable<NodeName> {

  @Override
  public int compareTo(NodeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
