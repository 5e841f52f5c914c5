package io.skerry.ui.state;

/// A position in the server's stream of changes, as the server wrote it. Opaque: never computed
/// with.
public record Revision(String value) {

  @Override
  public String toString() {
    return value;
  }
}
