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
  private long seeds;
  private long events;
  private long millis;

  void add(Result result) {
    seeds++;
    events += result.events();
    millis += result.millis();
    result.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    result.checks().forEach((invariant, count) -> checks.merge(invariant, count, Long::sum));
    if (result.violation().isPresent()) {
      failed.add(result);
    }
  }

  List<Result> failed() {
    return failed;
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
    table(text, "checks", checks);
    failed.forEach(it -> text.append(Repro.of(it)).append(System.lineSeparator()));
    return text.toString();
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
