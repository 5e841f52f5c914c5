package io.skerry.policy.rollout;

import io.skerry.schema.model.Domain;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Domains;

/// Which failure domains a strategy changes each on its own, so that at most one of them has a
/// change that has not baked:
///
/// - every one, when a wave of the strategy is sized in domains;
/// - else each that the strategy's order names, and all the others together;
/// - none, when it has no order: its waves take a share of every domain.
///
/// Where every node is a domain of its own, waves of domains are waves of nodes.
///
/// @param strategy whose
record Turns(RolloutStrategy.Spec strategy) {

  private static final String TOGETHER = "";

  /// The kind of its failure domains.
  Domain domain() {
    return strategy.domain();
  }

  /// Whether every domain has its own turn.
  boolean isByDomain() {
    return domain() != Domain.NODE
        && strategy.waves().stream().anyMatch(wave -> wave.size() instanceof Domains);
  }

  /// The turn of the nodes of a domain: equal for those that may be changed at the same time.
  String of(String domain) {
    boolean isNamed = FailureDomains.rank(domain, strategy.order()) < strategy.order().size();
    return isByDomain() || (isNamed && domain() != Domain.NODE) ? domain : TOGETHER;
  }

  /// Whether the strategy has more than one turn.
  boolean areSeveral() {
    return isByDomain() || (!strategy.order().isEmpty() && domain() != Domain.NODE);
  }
}
