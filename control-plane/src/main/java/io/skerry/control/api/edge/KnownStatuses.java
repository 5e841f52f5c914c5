package io.skerry.control.api.edge;

import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.FleetView;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The newest status of each node that this replica knows: the view's, or what it wrote itself and
/// the view does not show yet. Safe for use by many threads.
@ApplicationScoped
public class KnownStatuses {

  private final FleetView view;
  private final ConcurrentMap<ResourceName, Seen> seen = new ConcurrentHashMap<>();

  @Inject
  KnownStatuses(FleetView view) {
    this.view = view;
  }

  /// The newest known status; empty when the node has none.
  Optional<Versioned<NodeStatus>> of(ResourceName node) {
    Optional<Versioned<NodeStatus>> viewed = view.image().statuses().get(node);
    Seen own = seen.get(node);
    if (own == null) {
      return viewed;
    }
    boolean shown = view.image().revision().compareTo(own.at()) >= 0;
    if (shown) {
      seen.remove(node, own);
    }
    return shown ? view.image().statuses().get(node) : own.status();
  }

  /// Notes what the store holds.
  ///
  /// @param at a revision at which that was so
  void saw(ResourceName node, Optional<Versioned<NodeStatus>> status, Revision at) {
    seen.merge(
        node,
        new Seen(status, at),
        (before, now) -> now.at().compareTo(before.at()) >= 0 ? now : before);
  }

  /// What the store held at a revision.
  private record Seen(Optional<Versioned<NodeStatus>> status, Revision at) {}
}
