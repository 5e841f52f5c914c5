package io.skerry.policy.rollout;

import io.skerry.policy.rollout.Evidence.Judgement;
import io.skerry.policy.rollout.Evidence.Versions;
import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.policy.traffic.TrafficSteps.Stage;
import io.skerry.schema.model.Rollout.Verdict;
import io.skerry.schema.model.Rollout.WaveStatus;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Gate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Judges the versions that get more requests, beside those that get fewer, on the nodes that have
/// the present step. Every step is judged anew, as a share that changes would spoil the comparison.
final class TrafficGates {

  private static final int MAX_REASON = 1024;

  private final FleetSight fleet;
  private final RolloutSight rollout;
  private final Evidence evidence;
  private final TrafficSteps steps;

  TrafficGates(FleetSight fleet, RolloutSight rollout, Evidence evidence) {
    this.fleet = fleet;
    this.rollout = rollout;
    this.evidence = evidence;
    this.steps = rollout.traffic();
  }

  /// What is judged; nothing for a rollout that moves no requests in steps.
  List<Gate> gates() {
    return steps.count() == 1
        ? List.of()
        : rollout.rollout().spec().strategy().traffic().stream()
            .flatMap(it -> it.gates().stream())
            .toList();
  }

  /// Whether a gate must be green before the next step. That versions do not differ at all can be
  /// disproved, but never shown.
  static boolean mustBeShown(RolloutStrategy.Spec strategy, int gate) {
    return strategy.traffic().stream()
        .flatMap(it -> it.gates().stream())
        .skip(gate)
        .findFirst()
        .filter(it -> it.compareToBaseline() && it.max().filter(max -> max == 0).isPresent())
        .isEmpty();
  }

  /// The nodes that run the present step.
  static List<NodeSight> present(FleetSight fleet, RolloutSight rollout) {
    TrafficSteps steps = rollout.traffic();
    return fleet.nodes().values().stream()
        .filter(node -> node.runs(rollout.name()))
        .filter(node -> steps.reached(node.carries()) == steps.present())
        .toList();
  }

  /// What the worst of the services says.
  Judgement judge(Gate gate) {
    List<NodeSight> nodes = present(fleet, rollout);
    List<Judgement> judged =
        steps.stages(steps.present()).stream().map(stage -> judge(gate, stage, nodes)).toList();
    Verdict verdict =
        has(judged, Verdict.RED)
            ? Verdict.RED
            : has(judged, Verdict.INCONCLUSIVE) ? Verdict.INCONCLUSIVE : Verdict.GREEN;
    String reason =
        judged.stream()
            .filter(it -> it.verdict() == verdict)
            .map(Judgement::reason)
            .collect(Collectors.joining("; "));
    return new Judgement(verdict, reason.substring(0, Math.min(MAX_REASON, reason.length())));
  }

  private Judgement judge(Gate gate, Stage stage, List<NodeSight> nodes) {
    String what = stage.service().name() + " " + stage.candidates();
    if (gate.compareToBaseline() && stage.baselines().isEmpty()) {
      return new Judgement(
          Verdict.GREEN, what + ": no other version is left to compare with at this step");
    }
    Judgement judged =
        evidence.judge(
            gate,
            new Versions(
                steps.mark(steps.present()),
                stage.service(),
                stage.candidates(),
                stage.baselines(),
                nodes,
                stepBegan()));
    return new Judgement(judged.verdict(), what + ": " + judged.reason());
  }

  private static boolean has(List<Judgement> judged, Verdict verdict) {
    return judged.stream().anyMatch(it -> it.verdict() == verdict);
  }

  /// When the first wave of the present step was admitted.
  private Instant stepBegan() {
    List<WaveStatus> waves = rollout.rollout().status().waves();
    return IntStream.range(0, waves.size())
        .filter(wave -> steps.ofWave(wave) == steps.present())
        .mapToObj(waves::get)
        .flatMap(wave -> wave.admittedAt().stream())
        .findFirst()
        .orElse(Instant.MAX);
  }
}
