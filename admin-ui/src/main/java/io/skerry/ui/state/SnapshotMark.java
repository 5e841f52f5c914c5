package io.skerry.ui.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which snapshot a node must run or runs.
///
/// @param digest SHA-256 in hex
/// @param generation counts up with every order to the node
/// @param at when it was issued (desired) or applied (applied)
/// @param took how long the node needed to apply it; only of an applied snapshot
public record SnapshotMark(
    String digest, long generation, Optional<Instant> at, Optional<Duration> took) {

  private static final int SHORT = 12;

  /// The first twelve digits, enough to tell snapshots apart on a screen.
  public String shortDigest() {
    return digest.length() <= SHORT ? digest : digest.substring(0, SHORT);
  }

  /// True when both name the same snapshot of the same generation.
  public boolean sameAs(SnapshotMark other) {
    return generation == other.generation && digest.equals(other.digest);
  }
}
