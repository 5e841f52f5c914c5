package io.skerry.bench.rollout;

import io.skerry.bench.rollout.SimulatedFleet.Reaction;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;

/// What nodes did since it was opened, with the time of each. Safe for use by several threads.
final class Journal {

  private final long opened = System.nanoTime();
  private final Set<ResourceName> forward = new HashSet<>();
  private final Map<ResourceName, Long> back = new HashMap<>();
  private final List<Future<?>> writes = new ArrayList<>();
  private Optional<Long> firstBad = Optional.empty();
  private long lastForward;

  synchronized void applied(Ref ref, Reaction reaction) {
    long now = System.nanoTime();
    if (ref.kind() == Ref.Reason.ROLLBACK) {
      back.put(ref.node(), now);
    } else {
      forward.add(ref.node());
      lastForward = now;
    }
    if (reaction == Reaction.CRASHES && firstBad.isEmpty()) {
      firstBad = Optional.of(now);
    }
  }

  synchronized void wrote(Collection<Future<?>> running) {
    writes.removeIf(Future::isDone);
    writes.addAll(running);
  }

  /// How many nodes were moved forward.
  synchronized int moved() {
    return forward.size();
  }

  /// How many nodes were returned.
  synchronized int returned() {
    return back.size();
  }

  /// From the first node that failed to the last that was moved forward.
  synchronized Duration untilHalt() {
    return firstBad
        .map(bad -> Duration.ofNanos(Math.max(0, lastForward - bad)))
        .orElse(Duration.ZERO);
  }

  /// From the first node that failed until a share of those that were moved was back.
  synchronized Duration untilBack(double share) {
    List<Long> times = back.values().stream().sorted().toList();
    int index = Math.min(times.size(), (int) Math.ceil(share * forward.size())) - 1;
    return index < 0 ? Duration.ZERO : Duration.ofNanos(times.get(index) - firstBad.orElse(opened));
  }
}
