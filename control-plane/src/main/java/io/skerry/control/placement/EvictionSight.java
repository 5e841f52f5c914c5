package io.skerry.control.placement;

import com.google.common.base.Suppliers;
import io.skerry.control.fleet.Declared;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.evict.Evictions;
import io.skerry.policy.evict.Evictions.Rules;
import io.skerry.policy.evict.Evictions.Watched;
import io.skerry.policy.evict.Substitutes;
import io.skerry.policy.rollout.Places;
import io.skerry.policy.strategy.BuiltInStrategies;
import io.skerry.policy.strategy.Strategies;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Eviction;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What evictions are decided from, out of an image. Pure.
///
/// @param image the fleet
public record EvictionSight(FleetImage image) {

  /// Decides.
  ///
  /// @param grace how long a node must have been silent
  /// @param pause between two evictions
  public Evictions.Outcome decide(Duration grace, Duration pause, Instant now) {
    Optional<Strategies.Chosen> budget =
        Strategies.find(BuiltInStrategies.STANDARD, new Declared(image));
    if (budget.isEmpty()) {
      return new Evictions.Outcome.Nothing();
    }
    Supplier<Substitutes> substitutes =
        Suppliers.memoize(() -> Substitutes.of(new Declared(image), this::isHeard));
    return Evictions.decide(
        watched(),
        node -> substitutes.get().of(node),
        new Rules(grace, pause, budget.get().spec().domain(), budget.get().spec().maxUnavailable()),
        now);
  }

  /// The status of an evicted node; empty when it has none any more, or is heard.
  public Optional<Versioned<NodeStatus>> silent(ResourceName node) {
    return image
        .statuses()
        .get(node)
        .filter(it -> it.value().reachability() == Reachability.SILENT);
  }

  /// A status with an eviction. It stays silent since when it was.
  public static NodeStatus evicted(NodeStatus status, Eviction eviction) {
    return status.withFindings(status.findings().withEviction(eviction), status.changedAt());
  }

  private List<Watched> watched() {
    Declared declared = new Declared(image);
    return image
        .nodes()
        .flatMap(
            node ->
                declared.cell(node.spec().cell()).stream()
                    .map(
                        cell ->
                            new Watched(
                                Places.of(node, cell),
                                node.spec().mode(),
                                image
                                    .statuses()
                                    .get(node.metadata().name())
                                    .map(Versioned::value))))
        .toList();
  }

  private boolean isHeard(ResourceName node) {
    return image
        .statuses()
        .get(node)
        .filter(it -> it.value().reachability() == Reachability.HEARD)
        .isPresent();
  }
}
