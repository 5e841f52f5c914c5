package io.skerry.policy.rollout;

import io.skerry.policy.eval.NodeView;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.RolloutStrategy;
import java.util.Comparator;
import java.util.Optional;

/// A node that is to be put into a wave.
///
/// @param name of the node
/// @param view of the node, when it is known
/// @param domain its failure domain
/// @param stratum the nodes that are like it
/// @param hash its place among them
record Candidate(
    ResourceName name, Optional<NodeView> view, String domain, Stratum stratum, long hash) {

  /// In the order in which nodes are moved.
  static final Comparator<Candidate> ORDER =
      Comparator.<Candidate>comparingInt(it -> it.stratum().rank())
          .thenComparing(Candidate::hash, Long::compareUnsigned)
          .thenComparing(Candidate::name);

  /// Nodes that are alike as far as failures go.
  ///
  /// @param rank place of their domain in the strategy's order
  /// @param place cloud, region and failure domain
  /// @param version of their agent; empty for nodes that were never heard
  record Stratum(int rank, String place, String version) {}

  static Candidate of(
      ResourceName name, Optional<NodeView> view, RolloutStrategy.Spec strategy, Seed seed) {
    String domain = view.map(it -> FailureDomains.of(it, strategy.domain())).orElse("");
    Stratum stratum =
        new Stratum(
            FailureDomains.rank(domain, strategy.order()),
            view.map(it -> place(it, strategy.domain())).orElse(""),
            view.flatMap(NodeView::agentVersion).orElse(""));
    return new Candidate(name, view, domain, stratum, seed.rank(name.value()));
  }

  /// Sets of many candidates are looked up often.
  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  /// Where every node is a domain of its own, domains make no two nodes alike.
  private static String place(NodeView node, Domain domain) {
    String region = FailureDomains.of(node, Domain.REGION);
    return domain == Domain.NODE ? region : region + "/" + FailureDomains.of(node, domain);
  }
}
