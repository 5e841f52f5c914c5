package io.skerry.bench.soak;

import io.skerry.bench.soak.Operation.Outcome;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// Everything the clients did. Safe for use by several threads.
final class Ledger {

  private final Collection<Operation> operations = new ConcurrentLinkedQueue<>();
  private final Map<String, LongAdder> reasons = new ConcurrentSkipListMap<>();
  private long lastAnswer = System.nanoTime();
  private Duration longestSilence = Duration.ZERO;

  void add(Operation operation) {
    operations.add(operation);
    switch (operation.outcome()) {
      case Outcome.Acknowledged _ -> {}
      case Outcome.Refused(String why) -> count("refused: " + why);
      case Outcome.Unknown(String why) -> count("unknown: " + why);
    }
  }

  /// Notes that some client got an answer that is not "come back later".
  synchronized void answered() {
    long now = System.nanoTime();
    Duration silence = Duration.ofNanos(now - lastAnswer);
    lastAnswer = now;
    if (silence.compareTo(longestSilence) > 0) {
      longestSilence = silence;
    }
  }

  /// The longest time in which no client got such an answer.
  synchronized Duration longestSilence() {
    return longestSilence;
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /// Why writes were not acknowledged, with how often.
  Map<String, Long> reasons() {
    Map<String, Long> counts = new TreeMap<>();
    reasons.forEach((reason, count) -> counts.put(reason, count.sum()));
    return counts;
  }

  private void count(String reason) {
    reasons.computeIfAbsent(reason, _ -> new LongAdder()).increment();
  }
}
