package io.skerry.policy.rollout;

import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.WaveMembers;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A rollout with what is stored beside it.
///
/// @param rollout as stored
/// @param members of each wave of its plan, by wave from 0; empty before the start. Waves that the
///   store has beyond the plan, left by a leader that died while it wrote them, are not among them,
///   and neither are those that move requests on nodes which have the change
/// @param latecomers nodes that its change reaches and that are in no wave, as they were declared
///   after the start
/// @param obstacle why nothing can be compiled for it, such as a reference that it breaks
public record RolloutSight(
    Rollout rollout,
    List<List<ResourceName>> members,
    Set<ResourceName> latecomers,
    Optional<String> obstacle) {

  /// Copies the lists.
  public RolloutSight {
    members = members.stream().map(List::copyOf).toList();
    latecomers = Set.copyOf(latecomers);
  }

  /// A rollout with the waves that the store has for it, in any order.
  ///
  /// @param stored waves of this rollout; those that its plan does not have are ignored, and one
  ///   that is missing has no members
  public static RolloutSight of(
      Rollout rollout, Stream<WaveMembers> stored, Set<ResourceName> latecomers) {
    TreeMap<Integer, List<ResourceName>> byWave = new TreeMap<>();
    stored.forEach(wave -> byWave.put(wave.wave(), wave.nodes()));
    return new RolloutSight(
        rollout,
        Stream.iterate(0, wave -> wave + 1)
            .limit(TrafficSteps.of(rollout).nodeWaves())
            .map(wave -> byWave.getOrDefault(wave, List.of()))
            .toList(),
        latecomers,
        Optional.empty());
  }

  /// The same rollout when nothing can be compiled for it.
  public RolloutSight withObstacle(String reason) {
    return new RolloutSight(rollout, members, latecomers, Optional.of(reason));
  }

  /// Its name.
  public ResourceName name() {
    return rollout.metadata().name();
  }

  /// The steps in which it moves requests.
  TrafficSteps traffic() {
    return TrafficSteps.of(rollout);
  }

  /// The nodes of a wave of the status: those that it brings the change to, and for a later step of
  /// the requests all of them.
  List<ResourceName> membersOf(int wave) {
    return wave < members.size()
        ? members.get(wave)
        : members.stream().flatMap(List::stream).toList();
  }

  /// Itself and what it took over: whoever carries any of them has something of its change.
  Set<ResourceName> family() {
    Set<ResourceName> family = new HashSet<>(rollout.spec().supersedes());
    family.add(name());
    return family;
  }
}
