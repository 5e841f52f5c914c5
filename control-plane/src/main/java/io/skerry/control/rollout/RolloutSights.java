package io.skerry.control.rollout;

import io.skerry.policy.compile.Compilation;
import io.skerry.policy.rollout.BrokenReferences;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.RolloutSight;
import io.skerry.policy.rollout.WavePlanner;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.WaveMembers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The rollouts as decisions see them. Remembers what does not depend on a change. One thread at a
/// time.
final class RolloutSights {

  private final Known known;
  private Map<ResourceName, Seen> seen = new HashMap<>();

  /// @param rollout as it was
  /// @param editions as they were
  /// @param sight what that gave
  private record Seen(Rollout rollout, Editions editions, RolloutSight sight) {
    /// Versions are never changed in place, so that another one is another object.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Rollout other, Editions others) {
      return rollout == other && editions == others;
    }
  }

  RolloutSights(Known known) {
    this.known = known;
  }

  /// Every rollout; never changes afterwards.
  ///
  /// @param carries what nodes carry
  SortedMap<ResourceName, RolloutSight> all(
      Editions editions, Map<ResourceName, Set<ResourceName>> carries) {
    SortedMap<ResourceName, RolloutSight> sights = new TreeMap<>();
    Map<ResourceName, Seen> next = new HashMap<>();
    for (Rollout rollout : editions.rollouts().all()) {
      ResourceName name = rollout.metadata().name();
      Seen before = seen.get(name);
      Seen now =
          before != null && before.isOf(rollout, editions)
              ? before
              : new Seen(rollout, editions, look(rollout, editions, carries));
      next.put(name, now);
      sights.put(name, now.sight());
    }
    seen = next;
    return sights;
  }

  private RolloutSight look(
      Rollout rollout, Editions editions, Map<ResourceName, Set<ResourceName>> carries) {
    List<WaveMembers> stored = known.wavesOf(rollout.id()).toList();
    boolean isPlanned = !rollout.status().waves().isEmpty();
    Set<ResourceName> latecomers =
        isPlanned && rollout.isActive() ? latecomers(rollout, stored, editions, carries) : Set.of();
    RolloutSight sight = RolloutSight.of(rollout, stored.stream(), latecomers);
    return rollout.isActive() && !isPlanned
        ? obstacle(rollout, editions).map(sight::withObstacle).orElse(sight)
        : sight;
  }

  /// The nodes outside the waves that have the change, or differ by it.
  private static Set<ResourceName> latecomers(
      Rollout rollout,
      List<WaveMembers> stored,
      Editions editions,
      Map<ResourceName, Set<ResourceName>> carries) {
    ResourceName name = rollout.metadata().name();
    Set<ResourceName> members = new HashSet<>();
    stored.forEach(wave -> members.addAll(wave.nodes()));
    Set<ResourceName> late = new HashSet<>();
    for (ResourceName node : editions.nodeNames()) {
      if (!members.contains(node)
          && differs(node, name, editions, carries.getOrDefault(node, Set.of()))) {
        late.add(node);
      }
    }
    return late;
  }

  private static boolean differs(
      ResourceName node, ResourceName rollout, Editions editions, Set<ResourceName> carried) {
    if (carried.contains(rollout)) {
      return true;
    }
    Set<ResourceName> more = new HashSet<>(carried);
    more.add(rollout);
    Compilation without = editions.edition(carried);
    Compilation with = editions.edition(more);
    return without != with && !without.snapshotOf(node).equals(with.snapshotOf(node));
  }

  /// Why nodes could not run what the rollout brings.
  private static Optional<String> obstacle(Rollout rollout, Editions editions) {
    return Stream.of(
            WavePlanner.faults(rollout.spec().strategy()).stream(),
            BrokenReferences.of(rollout, editions, Set.of()).stream(),
            editions.edition(Set.of(rollout.metadata().name())).faults().values().stream()
                .flatMap(List::stream))
        .flatMap(errors -> errors)
        .findFirst()
        .map(error -> error.field() + ": " + error.message());
  }
}
