package io.skerry.agent.spool;

import java.util.Optional;

/// The name of one journal file; the greatest number is the newest.
///
/// @param number from 1
record Segment(long number) implements Comparable<Segment> {

  private static final String PREFIX = "snapshots-";
  private static final String SUFFIX = ".journal";
  private static final int DIGITS = 12;

  /// What a new segment is called until it is complete.
  static final String UNFINISHED = "snapshots.unfinished";

  String fileName() {
    String digits = Long.toString(number);
    return PREFIX + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits + SUFFIX;
  }

  Segment next() {
    return new Segment(number + 1);
  }

  static Optional<Segment> parse(String fileName) {
    if (!fileName.startsWith(PREFIX) || !fileName.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String digits =
        fileName.substring(
            PREFIX.length(), Math.max(PREFIX.length(), fileName.length() - SUFFIX.length()));
    return digits.matches("[0-9]{12}")
        ? Optional.of(new Segment(Long.parseLong(digits)))
        : Optional.empty();
  }

  @Override
  public int compareTo(Segment other) {
    return Long.compare(number, other.number);
  }
}
