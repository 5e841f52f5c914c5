package io.skerry.policy.rollout;

import io.skerry.schema.model.Rollout.Verdict;
import io.skerry.schema.model.RolloutStrategy.Gate;
import java.util.List;

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

  /// @param having heard nodes that run the change
  /// @param lacking heard nodes that do not, the baseline
  record Comparison(List<NodeSight> having, List<NodeSight> lacking) {
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
