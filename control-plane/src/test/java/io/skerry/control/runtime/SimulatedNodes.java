package io.skerry.control.runtime;

import io.skerry.control.fleet.Declarations;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.NodeDrift;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.NodeStatus.Rejected;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import java.util.Optional;
import java.util.function.Predicate;

/// Nodes that follow their refs when told to, and say so.
///
/// @param store where they read refs, and where their statuses are written for them
/// @param keys where things are
public record SimulatedNodes(StateStore store, Keys keys) {

  /// Lets every declared node follow its ref, or refuse it.
  ///
  /// @param refuses which refs are refused
  /// @return whether any of them had something to say
  public boolean follow(FleetImage image, Predicate<Ref> refuses) {
    boolean news = false;
    for (ResourceName node : image.nodes().map(it -> it.metadata().name()).toList()) {
      news |= follow(image, node, refuses);
    }
    return news;
  }

  /// Lets one node follow its ref, or refuse it.
  public boolean follow(FleetImage image, ResourceName node, Predicate<Ref> refuses) {
    Optional<Ref> ref = image.refs().get(node).map(Versioned::value);
    Optional<NodeStatus> known = image.statuses().get(node).map(Versioned::value);
    if (ref.isEmpty() || image.node(node).isEmpty() || isAnswered(known, ref.get())) {
      return false;
    }
    NodeStatus next =
        refuses.test(ref.get()) ? refusing(ref.get(), known) : Declarations.applied(ref.get());
    var _ = store.commit(Txn.builder().put(keys.status(node), next).build());
    return true;
  }

  /// A node that is taken for silent speaks again.
  private static boolean isAnswered(Optional<NodeStatus> status, Ref ref) {
    boolean refused =
        status
            .flatMap(NodeStatus::rejected)
            .filter(no -> no.generation() == ref.generation())
            .isPresent();
    return status.filter(said -> said.reachability() == Reachability.HEARD).isPresent()
        && (refused || status.filter(said -> NodeDrift.runs(said, ref)).isPresent());
  }

  private static NodeStatus refusing(Ref ref, Optional<NodeStatus> known) {
    NodeStatus well = Declarations.applied(ref);
    return new NodeStatus(
        well.node(),
        well.replica(),
        well.bootId(),
        well.agentVersion(),
        known.flatMap(NodeStatus::applied),
        Optional.of(
            new Rejected(
                ref.snapshot(), ref.generation(), "poison", "cannot be loaded", ref.issuedAt())),
        well.link(),
        100,
        well.reachability(),
        well.conditions(),
        well.changedAt());
  }
}
