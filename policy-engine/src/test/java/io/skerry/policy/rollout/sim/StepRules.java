package io.skerry.policy.rollout.sim;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.rollout.Admission.Move;
import io.skerry.policy.rollout.sim.SimController.Origin;
import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.policy.traffic.TrafficSteps.Stage;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Status;
import io.skerry.schema.model.Rollout.Verb;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What must hold while requests move in steps.
record StepRules(World world, SimStore store) {

  private static final double ROUNDING = 0.001;

  /// C3: a version gets more requests, or all, only after it was shown to be good with fewer, for
  /// long enough at the share that it had.
  void passes(Origin origin, Rollout rollout, Status next) {
    TrafficSteps steps = TrafficSteps.of(rollout);
    int wave = rollout.status().admitted() - 1;
    int step = steps.ofWave(wave);
    boolean isSameStep = next.admitted() > wave + 1 && steps.ofWave(wave + 1) == step;
    boolean isPromoted =
        rollout.spec().orders().stream()
            .anyMatch(order -> order.verb() == Verb.PROMOTE && order.wave() == wave);
    if (steps.count() == 1 || isSameStep || isPromoted || asksNothing(rollout)) {
      return;
    }
    String name = rollout.metadata().name() + " leaves step " + step;
    for (Stage stage : steps.stages(step)) {
      world.check("C3", !Requests.errs(stage.candidates()), name + " although " + stage + " errs");
      world.check(
          "C12", !Requests.isUnused(stage.candidates()), name + " although nobody calls " + stage);
    }
    world.check(
        "C3",
        !origin.now().isBefore(began(rollout, steps, step).plus(Requests.TO_SHOW_NONE)),
        name + " sooner than anything can be shown");
  }

  private static boolean asksNothing(Rollout rollout) {
    return rollout.spec().strategy().traffic().stream().allMatch(it -> it.gates().isEmpty());
  }

  private static Instant began(Rollout rollout, TrafficSteps steps, int step) {
    return IntStream.range(0, rollout.status().waves().size())
        .filter(wave -> steps.ofWave(wave) == step)
        .mapToObj(rollout.status().waves()::get)
        .flatMap(wave -> wave.admittedAt().stream())
        .findFirst()
        .orElse(Instant.MAX);
  }

  /// Whether a version errs that the rollout gives requests to.
  static boolean errs(Rollout rollout) {
    return TrafficSteps.of(rollout).stages(0).stream()
        .anyMatch(stage -> Requests.errs(stage.candidates()));
  }

  /// C3: no ref gives a version more requests than the steps admitted so far do.
  void check(Move move) {
    List<Rollout> carried =
        Sights.values(store.state(), Keys.ROLLOUT, Rollout.class).stream()
            .filter(it -> move.carries().contains(it.metadata().name()))
            .filter(it -> !it.spec().shifts().isEmpty())
            .toList()
            .reversed();
    Set<ResourceName> seen = new HashSet<>();
    for (Rollout rollout : carried) {
      TrafficSteps steps = TrafficSteps.of(rollout);
      int step = steps.reached(move.carries());
      world.check(
          "C3",
          step <= steps.present() || rollout.status().phase() == Phase.SUPERSEDED,
          move.node() + " gets step " + step + " of " + rollout.metadata().name());
      boolean isLast = step == steps.count() - 1;
      for (Stage stage : steps.stages(step)) {
        if (seen.add(stage.service().name()) && !isLast && isOpen(rollout)) {
          bounded(move, stage, steps.percent(step) / 100);
        }
      }
    }
  }

  /// What ended decides nothing any more.
  private static boolean isOpen(Rollout rollout) {
    return rollout.isActive();
  }

  private void bounded(Move move, Stage stage, double most) {
    Optional<CompiledSnapshot> snapshot =
        store
            .get(Keys.ref(move.node()))
            .flatMap(it -> snapshot((Ref) it.value()))
            .filter(it -> serves(it, stage.service().name()));
    Optional<JsonNode> weights = snapshot.flatMap(it -> weights(it, stage.service().name()));
    if (weights.isEmpty()) {
      world.check(
          "C3",
          snapshot.isEmpty(),
          move.node() + " has no weights of " + stage.service() + " at a step");
      return;
    }
    double sum = weights.get().valueStream().mapToInt(JsonNode::asInt).sum();
    for (ResourceName candidate : stage.candidates()) {
      double share = weights.get().path(candidate.value()).asInt() / sum;
      world.check(
          "C3",
          share <= most + ROUNDING,
          move.node() + " gives " + candidate + " " + share + " of the requests, at most " + most);
    }
  }

  private Optional<CompiledSnapshot> snapshot(Ref ref) {
    return store
        .get(Keys.snapshot(ref.snapshot()))
        .flatMap(
            it ->
                it.value() instanceof CompiledSnapshot found
                    ? Optional.of(found)
                    : Optional.empty());
  }

  private static boolean serves(CompiledSnapshot snapshot, ResourceName service) {
    return snapshot.snapshot().entries().stream()
        .anyMatch(entry -> entry.name().equals("service/" + service));
  }

  private static Optional<JsonNode> weights(CompiledSnapshot snapshot, ResourceName service) {
    return snapshot.blobs().values().stream()
        .filter(blob -> blob.asText().contains("\"weights\""))
        .map((Bytes blob) -> CanonicalJson.parse(blob).orThrow())
        .filter(json -> json.path("service").asText().equals(service.value()))
        .map(json -> json.path("weights"))
        .findFirst();
  }
}
