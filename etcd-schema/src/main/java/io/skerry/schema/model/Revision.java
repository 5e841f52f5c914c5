package io.skerry.schema.model;

/// A revision of the store: grows by one with every accepted transaction.
///
/// @param value 0 before the first write
public record Revision(long value) implements Comparable<Revision> {

  /// Before the first write.
  public static final Revision ZERO = new Revision(0);

  /// Refuses negative values.
  public Revision {
    if (value < 0) {
      throw new IllegalArgumentException("a revision is not negative: " + value);
    }
  }

  /// The revision right after this one.
  public Revision next() {
    return new Revision(value + 1);
  }

  @Override
  public int compareTo(Revision other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
