package io.skerry.policy.rollout;

import io.skerry.policy.rollout.Evidence.Judgement;
import io.skerry.schema.model.Rollout.Verdict;
import io.skerry.schema.model.RolloutStrategy.Gate;
import java.util.List;

/// The rules of the gates on what nodes say of themselves.
///
/// A gate is green only on as many samples as it asks for, and at least one. It is red as soon as
/// no number of good samples to come, up to those it asks for, could make it green: a refusal where
/// none is allowed needs no second one.
final class GateRules {

  /// One node in so many may be unwell without anybody's fault.
  static final int TENTH = 10;

  private static final String NOTHING = "no node that has the change has answered yet";

  private GateRules() {}

  /// @param bad nodes that failed, ordered by name
  /// @param samples nodes that failed or did not
  record Share(List<NodeSight> bad, long samples) {}

  /// @param low the health score that all but the worst tenth of the nodes reach, which of fewer
  ///   than ten is the worst of all; 0 without nodes
  /// @param samples how many nodes
  record Scores(double low, long samples) {}

  /// The share of nodes that refused.
  static Judgement failures(Gate gate, Share canary, Share baseline) {
    double allowed = allowed(gate, rate(baseline));
    double best =
        canary.bad().size() / (double) Math.max(1, Math.max(canary.samples(), gate.minSamples()));
    String figures =
        "%d of %s refused, at most %s may%s"
            .formatted(
                canary.bad().size(),
                Names.nodes((int) canary.samples()),
                Names.figure(allowed),
                who(canary));
    return judged(gate, canary.samples(), rate(canary) <= allowed, best > allowed, figures);
  }

  /// The number of nodes whose agent cannot stay up.
  static Judgement crashes(Gate gate, Share canary, Share baseline) {
    double allowed = allowed(gate, rate(baseline) * canary.samples());
    boolean isOver = canary.bad().size() > allowed;
    String figures =
        "%d of %s cannot stay up, at most %s may%s"
            .formatted(
                canary.bad().size(),
                Names.nodes((int) canary.samples()),
                Names.figure(allowed),
                who(canary));
    return judged(gate, canary.samples(), !isOver, isOver, figures);
  }

  /// The health score of the worst nodes, but for a tenth: a mean would hide that one in ten is
  /// sick.
  static Judgement health(Gate gate, Scores canary, Scores baseline) {
    boolean isCompared = gate.compareToBaseline() && baseline.samples() > 0;
    double needed = gate.min().orElse(0d) + (isCompared ? baseline.low() : 0);
    boolean isEnough = canary.low() >= needed;
    boolean isBad = !isEnough && canary.samples() >= Math.max(1, gate.minSamples());
    String figures =
        "health score %s in the worst tenth of %s, at least %s needed"
            .formatted(
                Names.figure(canary.low()),
                Names.nodes((int) canary.samples()),
                Names.figure(needed));
    return judged(gate, canary.samples(), isEnough, isBad, figures);
  }

  private static Judgement judged(
      Gate gate, long samples, boolean isGood, boolean isBad, String figures) {
    if (isBad) {
      return new Judgement(Verdict.RED, figures);
    }
    if (samples < Math.max(1, gate.minSamples())) {
      String lacking =
          samples == 0 ? NOTHING : samples + " of " + gate.minSamples() + " samples; " + figures;
      return new Judgement(Verdict.INCONCLUSIVE, lacking);
    }
    return new Judgement(isGood ? Verdict.GREEN : Verdict.INCONCLUSIVE, figures);
  }

  private static double allowed(Gate gate, double baseline) {
    return gate.max().orElse(Double.MAX_VALUE) + (gate.compareToBaseline() ? baseline : 0);
  }

  private static double rate(Share share) {
    return share.samples() == 0 ? 0 : share.bad().size() / (double) share.samples();
  }

  private static String who(Share share) {
    return share.bad().isEmpty()
        ? ""
        : ": "
            + Names.few(
                share.bad().stream()
                    .map(node -> node.name() + " " + node.standing().describe())
                    .toList());
  }
}
