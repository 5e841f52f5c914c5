package io.skerry.control.api.node;

import io.skerry.schema.model.ResourceName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// When this replica last heard each node. In memory only: a heartbeat that says nothing new costs
/// no write. Bounded by the number of enrolled nodes. Safe for use by many threads.
@ApplicationScoped
public class LastHeard {

  private final ConcurrentMap<ResourceName, Instant> times = new ConcurrentHashMap<>();

  /// When this replica last heard the node; empty when it never did.
  public Optional<Instant> of(ResourceName node) {
    return Optional.ofNullable(times.get(node));
  }

  /// Notes a sign of life.
  public void heard(ResourceName node, Instant at) {
    times.merge(node, at, (before, now) -> now.isAfter(before) ? now : before);
  }

  /// Forgets a node that is gone.
  public void forget(ResourceName node) {
    times.remove(node);
  }
}
