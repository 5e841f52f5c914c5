package io.skerry.policy.rollout;

import io.skerry.policy.health.HealthScore;
import io.skerry.policy.rollout.Evidence.Comparison;
import io.skerry.policy.rollout.Evidence.Judgement;
import io.skerry.schema.model.Rollout.GateStatus;
import io.skerry.schema.model.Rollout.Verdict;
import io.skerry.schema.model.RolloutStrategy.Gate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Judges the gates of a rollout over all nodes that have its change, whatever wave they are in.
/// What nodes say of themselves is judged here, what was measured of the data plane by [Evidence].
/// Silence is never evidence: nodes that are not heard count neither way.
final class Gates {

  private final FleetSight fleet;
  private final RolloutSight rollout;
  private final Evidence evidence;

  Gates(FleetSight fleet, RolloutSight rollout, Evidence evidence) {
    this.fleet = fleet;
    this.rollout = rollout;
    this.evidence = evidence;
  }

  /// The verdicts, in the strategy's order, then those on the versions between which requests move.
  /// One that is as before keeps its time.
  List<GateStatus> judge(List<GateStatus> before, Instant now) {
    List<Gate> own = rollout.rollout().spec().strategy().gates();
    List<Gate> gates = new ArrayList<>(own);
    TrafficGates traffic = new TrafficGates(fleet, rollout, evidence);
    gates.addAll(traffic.gates());
    List<GateStatus> verdicts = new ArrayList<>();
    for (int i = 0; i < gates.size(); i++) {
      Judgement judged = i < own.size() ? judge(gates.get(i)) : traffic.judge(gates.get(i));
      Optional<Instant> since = since(before, i, gates.get(i), judged.verdict());
      verdicts.add(
          new GateStatus(
              gates.get(i).metric(), judged.verdict(), judged.reason(), since.orElse(now)));
    }
    return verdicts;
  }

  private static Optional<Instant> since(
      List<GateStatus> before, int index, Gate gate, Verdict verdict) {
    return before.stream()
        .skip(index)
        .findFirst()
        .filter(it -> it.metric() == gate.metric() && it.verdict() == verdict)
        .map(GateStatus::at);
  }

  private Judgement judge(Gate gate) {
    return switch (gate.metric()) {
      case ACK_FAILURE_RATE -> GateRules.failures(gate, acks(true), acks(false));
      case CRASH_LOOPS -> GateRules.crashes(gate, crashes(true), crashes(false));
      case HEALTH_SCORE -> GateRules.health(gate, scores(true), scores(false));
      case ERROR_RATE, LATENCY_P99 -> evidence.judge(gate, compared());
    };
  }

  private GateRules.Share acks(boolean having) {
    List<NodeSight> bad = nodes().filter(node -> isRefusing(node, having)).toList();
    long good = nodes().filter(node -> hasTaken(node, having)).count();
    return new GateRules.Share(bad, bad.size() + good);
  }

  private boolean isRefusing(NodeSight node, boolean having) {
    return having
        ? Tally.stateOf(node, rollout) == Tally.State.REFUSED
        : lacks(node) && node.standing() instanceof Standing.Refused;
  }

  private boolean hasTaken(NodeSight node, boolean having) {
    return having ? node.runs(rollout.name()) : lacks(node) && isSettled(node);
  }

  private GateRules.Share crashes(boolean having) {
    List<NodeSight> bad = nodes().filter(node -> isCrashing(node, having)).toList();
    long good =
        nodes()
            .filter(node -> !isCrashing(node, having))
            .filter(node -> isRefusing(node, having) || hasTaken(node, having))
            .count();
    return new GateRules.Share(bad, bad.size() + good);
  }

  /// A node on its way to something else crashes for another's sake, and one that is to be asked
  /// again has not answered yet.
  private boolean isCrashing(NodeSight node, boolean having) {
    if (!node.isCrashLooping() || node.carries(rollout.name()) != having) {
      return false;
    }
    return !having || isSettled(node) || isAnswering(node);
  }

  private boolean isAnswering(NodeSight node) {
    return node.movedBy(rollout.name())
        && !node.isReturning()
        && !(node.refused(rollout.name()) && Tally.isRetryDue(node, rollout));
  }

  private GateRules.Scores scores(boolean having) {
    int[] scores =
        nodes()
            .filter(node -> having ? node.runs(rollout.name()) : lacks(node) && node.isHeard())
            .filter(node -> !having || !crashesForAnother(node))
            .flatMapToInt(node -> node.facts().status().stream().mapToInt(HealthScore::decisive))
            .sorted()
            .toArray();
    return scores.length == 0
        ? new GateRules.Scores(0, 0)
        : new GateRules.Scores(scores[scores.length / GateRules.TENTH], scores.length);
  }

  /// What another rollout gave the node makes it crash: how ill that makes it says nothing about
  /// this one.
  private boolean crashesForAnother(NodeSight node) {
    return node.isCrashLooping() && !isCrashing(node, true);
  }

  private Comparison compared() {
    return new Comparison(
        rollout,
        TrafficGates.present(fleet, rollout),
        nodes().filter(node -> lacks(node) && isSettled(node)).toList());
  }

  private boolean lacks(NodeSight node) {
    return !node.carries(rollout.name());
  }

  private static boolean isSettled(NodeSight node) {
    return node.standing() instanceof Standing.Steady
        || node.standing() instanceof Standing.Unhealthy;
  }

  private Stream<NodeSight> nodes() {
    return fleet.nodes().values().stream();
  }
}
