package io.skerry.policy.rollout;

import io.skerry.policy.fixture.Fleets;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.Rollout.Status;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.TenantName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rollouts as they are when they were just accepted.
final class Accepted {

  private Accepted() {}

  /// A change of one policy that takes over others.
  static Rollout rollout(
      String name,
      RolloutStrategy.Spec strategy,
      String policy,
      Collection<String> supersedes,
      Instant now) {
    return new Rollout(
        Fleets.metadata(name, TenantName.DEFAULT, Map.of()),
        new Rollout.Spec(
            List.of(
                new Change(
                    new ResourceId(Kind.POLICY, TenantName.DEFAULT, new ResourceName(policy)),
                    Optional.empty(),
                    Optional.empty())),
            new ResourceName("standard"),
            strategy,
            Scene.AUTHOR,
            Optional.empty(),
            supersedes.stream().map(ResourceName::new).sorted().toList(),
            List.of()),
        Status.accepted(now));
  }
}
