package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.sim.Simulation.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// Adds up runs.
final class Tally {

  private final List<Result> failed = new ArrayList<>();
  private final SortedMap<String, Long> faults = new TreeMap<>();
  private final SortedMap<String, Long> checks = new TreeMap<>();
  private final SortedMap<String, Long> met = new TreeMap<>();
  private long seeds;
  private long events;
  private long millis;

  void add(Result result) {
    seeds++;
    events += result.events();
    millis += result.millis();
    result.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    result.checks().forEach((invariant, count) -> checks.merge(invariant, count, Long::sum));
    result.met().forEach((invariant, count) -> met.merge(invariant, count, Long::sum));
    if (result.violation().isPresent()) {
      failed.add(result);
    }
  }

  List<Result> failed() {
    return failed;
  }

  /// The situations in which each invariant could have been violated.
  SortedMap<String, Long> met() {
    return met;
  }

  /// For people.
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d seeds, %,d events, %,.1f simulated hours, %,d faults, %,d invariant checks, %d failed%n",
            seeds,
            events,
            millis / 3_600_000.0,
            sum(faults),
            sum(checks),
            failed.size()));
    table(text, "faults", faults);
    coverage(text);
    failed.forEach(it -> text.append(Repro.of(it)).append(System.lineSeparator()));
    return text.toString();
  }

  /// How often each invariant was checked, and how often something else than luck kept it: a
  /// situation in which it could have been violated, or a write that was refused or withheld.
  private void coverage(StringBuilder text) {
    text.append(
        String.format(
            Locale.ROOT, "  %-32s %13s %19s%n", "invariants", "checks", "could be violated"));
    checks.forEach(
        (name, count) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "    %-30s %,13d %,19d%n",
                    name,
                    count,
                    met.getOrDefault(name, 0L))));
  }

  private static void table(StringBuilder text, String what, SortedMap<String, Long> counts) {
    text.append("  ").append(what).append(System.lineSeparator());
    counts.forEach(
        (name, count) -> text.append(String.format(Locale.ROOT, "    %-36s %,16d%n", name, count)));
  }

  private static long sum(SortedMap<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
