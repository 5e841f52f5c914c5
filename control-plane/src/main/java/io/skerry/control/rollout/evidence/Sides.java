package io.skerry.control.rollout.evidence;

import java.util.HashSet;
import java.util.Set;

/// The snapshots that were seen with and without a rollout's change. What was ever seen stays: the
/// requests that a snapshot served belong to its side, also when no node runs it any more.
///
/// @param with digests in hex
/// @param without digests in hex
public record Sides(Set<String> with, Set<String> without) {

  /// Nothing was seen yet.
  public static final Sides NONE = new Sides(Set.of(), Set.of());

  /// Copies the sets.
  public Sides {
    with = Set.copyOf(with);
    without = Set.copyOf(without);
  }

  /// Both together. What was seen on both sides says nothing about the change: it is on neither.
  public Sides plus(Sides other) {
    Set<String> on = new HashSet<>(with);
    on.addAll(other.with);
    Set<String> off = new HashSet<>(without);
    off.addAll(other.without);
    return new Sides(on, off);
  }

  /// The snapshots that only nodes with the change ran.
  Set<String> canary() {
    return less(with, without);
  }

  /// The snapshots that only nodes without the change ran.
  Set<String> baseline() {
    return less(without, with);
  }

  /// What `other` does not have.
  public Sides minus(Sides other) {
    return new Sides(less(with, other.with), less(without, other.without));
  }

  /// Whether nothing is in it.
  public boolean isEmpty() {
    return with.isEmpty() && without.isEmpty();
  }

  private static Set<String> less(Set<String> all, Set<String> some) {
    Set<String> left = new HashSet<>(all);
    left.removeAll(some);
    return left;
  }
}
