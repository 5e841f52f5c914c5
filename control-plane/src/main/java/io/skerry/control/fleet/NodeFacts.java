package io.skerry.control.fleet;

import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import java.util.Optional;

/// What is known about a node, as far as its state depends on it.
///
/// @param node its metadata
/// @param ref what it must run
/// @param status what it last said; empty when it never spoke
public record NodeFacts(Metadata node, Optional<Ref> ref, Optional<NodeStatus> status) {

  /// The same node with a newer status than the store has.
  public NodeFacts withStatus(NodeStatus heard) {
    return new NodeFacts(node, ref, Optional.of(heard));
  }

  /// How the node stands.
  public NodeStanding standing() {
    return NodeStanding.of(this);
  }
}
