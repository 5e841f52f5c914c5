package io.skerry.policy.rollout.sim;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// Time and chance of one run. Everything happens on one thread in the order of its time, and what
/// is due at the same time in the order in which it was planned, so that a seed repeats to the
/// event.
final class World {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int REMEMBERED = 60;

  private final Random random;
  private final Bug bug;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final SortedMap<String, Long> faults = new TreeMap<>();
  private final SortedMap<String, Long> checks = new TreeMap<>();
  private final SortedMap<String, Long> met = new TreeMap<>();
  private final Deque<String> past = new ArrayDeque<>();
  private long now;
  private long planned;
  private long happened;
  private boolean isHealed;

  World(long seed, Bug bug) {
    this.random = new Random(seed);
    this.bug = bug;
  }

  private record Event(long at, long number, Runnable action) {}

  boolean has(Bug planted) {
    return bug == planted;
  }

  /// Milliseconds since the start.
  long now() {
    return now;
  }

  /// How many events happened.
  long events() {
    return happened;
  }

  Instant instant() {
    return START.plusMillis(now);
  }

  void in(long millis, Runnable action) {
    planned++;
    events.add(new Event(now + millis, planned, action));
  }

  /// Lets everything happen that is due within a time.
  void run(long millis) {
    long end = now + millis;
    for (Event next = events.peek(); next != null && next.at() <= end; next = events.peek()) {
      events.remove(next);
      now = next.at();
      happened++;
      next.action().run();
    }
    now = end;
  }

  /// A whole number, both bounds included.
  long between(long low, long high) {
    return low + (long) (random.nextDouble() * (high - low + 1));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /// Whether something goes wrong here; never after [#heal].
  boolean goesWrong(String fault, double probability) {
    if (isHealed || random.nextDouble() >= probability) {
      return false;
    }
    faults.merge(fault, 1L, Long::sum);
    return true;
  }

  /// From now on nothing goes wrong.
  void heal() {
    isHealed = true;
  }

  boolean isHealed() {
    return isHealed;
  }

  /// Remembers what happened, for the story of a failure.
  void note(String what) {
    if (past.size() == REMEMBERED) {
      past.removeFirst();
    }
    past.addLast(instant() + " " + what);
  }

  List<String> past() {
    return List.copyOf(past);
  }

  /// Checks an invariant where it could be violated.
  void check(String invariant, boolean holds, String message) {
    check(invariant, true, holds, message);
  }

  /// Checks an invariant.
  ///
  /// @param couldFail whether something else than luck keeps it here
  void check(String invariant, boolean couldFail, boolean holds, String message) {
    checks.merge(invariant, 1L, Long::sum);
    meet(invariant, couldFail ? 1 : 0);
    if (!holds) {
      throw new Violation(invariant, message);
    }
  }

  SortedMap<String, Long> faults() {
    return faults;
  }

  /// Counts situations in which an invariant could have been violated and was not: what was to be
  /// written and was refused or withheld.
  void meet(String invariant, long times) {
    met.merge(invariant, times, Long::sum);
  }

  SortedMap<String, Long> checks() {
    return checks;
  }

  SortedMap<String, Long> met() {
    return met;
  }
}
