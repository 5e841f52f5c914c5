package io.skerry.policy.rollout;

import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout.Verdict;
import io.skerry.schema.model.RolloutStrategy.Gate;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What was measured of the data plane, which only whoever receives the nodes' reports can know.
/// Implementations count only what a node measured under the snapshot that it runs now and since it
/// last started, and answer the same question alike until something new was measured.
@FunctionalInterface
public interface Evidence {

  /// Nothing was measured.
  Evidence NONE =
      (_, _) -> new Judgement(Verdict.INCONCLUSIVE, "no node reports the traffic it serves");

  /// What the measurements say about a gate on error rate or latency.
  ///
  /// @param gate which
  /// @param compared whose measurements
  Judgement judge(Gate gate, Comparison compared);

  /// What the measurements say about versions of one service beside each other, on the same nodes
  /// and at a constant share of the requests. Whoever does not measure versions leaves it open.
  ///
  /// @param gate on error rate or latency
  /// @param compared whose measurements, and which
  default Judgement judge(Gate gate, Versions compared) {
    return new Judgement(
        Verdict.INCONCLUSIVE,
        "no node reports the traffic of service " + compared.service().name());
  }

  /// Versions of one service to be compared while traffic moves between them.
  ///
  /// @param step names the step: what was ever measured under a snapshot that had it counts, also
  ///   when other changes have replaced that snapshot since
  /// @param service which
  /// @param candidates the versions that get more, at least one; their requests are pooled
  /// @param baselines the versions that the others get, pooled too; empty when nothing is left to
  ///   compare with, so that only limits of its own can be judged
  /// @param nodes heard nodes that run the present step: their snapshots have it
  /// @param since when the step began; nothing that was measured before counts
  record Versions(
      ResourceName step,
      ResourceId service,
      Set<ResourceName> candidates,
      Set<ResourceName> baselines,
      List<NodeSight> nodes,
      Instant since) {
    /// Copies the collections.
    public Versions {
      candidates = Set.copyOf(candidates);
      baselines = Set.copyOf(baselines);
      nodes = List.copyOf(nodes);
    }
  }

  /// @param rollout whose change it is
  /// @param having heard nodes that run the change
  /// @param lacking heard nodes that do not, the baseline
  record Comparison(RolloutSight rollout, List<NodeSight> having, List<NodeSight> lacking) {
    /// Copies the lists.
    public Comparison {
      having = List.copyOf(having);
      lacking = List.copyOf(lacking);
    }
  }

  /// @param verdict of the evidence
  /// @param reason for people, with the figures, at most 1024 characters
  record Judgement(Verdict verdict, String reason) {}
}
