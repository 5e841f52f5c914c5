package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.Admission.Move;
import io.skerry.policy.rollout.sim.SimController.Origin;
import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.Rollout.WaveStatus;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Domains;
import io.skerry.schema.model.WaveMembers;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// C2: a rollout that goes by cell changes no cell while another one that it changed has not baked.
record CellRules(World world, SimStore store) {

  /// A node is moved forward by a rollout.
  void check(Origin origin, Move move, Rollout rollout) {
    int nodeWaves = TrafficSteps.of(rollout).nodeWaves();
    int admitted = rollout.status().admitted();
    if (!goesByCell(rollout) || !rollout.isActive() || admitted == 0 || admitted > nodeWaves) {
      return;
    }
    List<Set<String>> waves = waves(rollout, nodeWaves);
    Set<String> all = waves.stream().flatMap(Set::stream).collect(Collectors.toSet());
    Set<String> former =
        waves.stream().limit(admitted - 1).flatMap(Set::stream).collect(Collectors.toSet());
    Set<String> changing = new HashSet<>(waves.get(admitted - 1));
    turn(rollout, move.node()).stream().filter(it -> !former.contains(it)).forEach(changing::add);
    boolean areSeveral = all.size() > 1 || changing.size() > 1;
    world.check(
        "C2",
        areSeveral,
        changing.size() <= 1,
        rollout.metadata().name() + " changes " + changing + " at once, with " + move.node());
    for (int wave = 0; wave < admitted - 1; wave++) {
      world.check(
          "C2",
          areSeveral,
          hasBaked(origin, rollout, wave),
          move.node()
              + " moves by "
              + rollout.metadata().name()
              + " before "
              + waves.get(wave)
              + " has baked");
    }
  }

  private static boolean goesByCell(Rollout rollout) {
    return takesWholeCells(rollout) || !rollout.spec().strategy().order().isEmpty();
  }

  private static boolean takesWholeCells(Rollout rollout) {
    return rollout.spec().strategy().waves().stream().anyMatch(it -> it.size() instanceof Domains);
  }

  /// The cells of each wave; those that need not be changed apart have one name.
  private List<Set<String>> waves(Rollout rollout, int nodeWaves) {
    String key = Keys.WAVE + rollout.metadata().name() + "/";
    return Sights.values(store.state(), key, WaveMembers.class).stream()
        .sorted(Comparator.comparingInt(WaveMembers::wave))
        .limit(nodeWaves)
        .map(
            wave ->
                wave.nodes().stream()
                    .flatMap(node -> turn(rollout, node).stream())
                    .collect(Collectors.toSet()))
        .toList();
  }

  private Set<String> turn(Rollout rollout, ResourceName node) {
    return store
        .get(Keys.resource(ResourceId.cluster(Kind.NODE, node)))
        .map(it -> ((Node) it.value()).spec().cell().value())
        .map(
            cell ->
                takesWholeCells(rollout) || rollout.spec().strategy().order().contains(cell)
                    ? cell
                    : "the others")
        .map(Set::of)
        .orElseGet(Set::of);
  }

  private static boolean hasBaked(Origin origin, Rollout rollout, int wave) {
    WaveStatus status = rollout.status().waves().get(wave);
    RolloutStrategy.Spec strategy = rollout.spec().strategy();
    boolean isPromoted =
        rollout.spec().orders().stream()
            .anyMatch(order -> order.verb() == Verb.PROMOTE && order.wave() == wave);
    return isPromoted
        || status
            .completeAt()
            .filter(at -> !origin.now().isBefore(at.plus(strategy.bake())))
            .isPresent();
  }
}
