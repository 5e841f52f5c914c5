package io.skerry.control.placement;

import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.NodeNews;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.lease.Term;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Eviction;
import io.skerry.schema.store.Txn;
import java.util.List;

/// The transaction that evicts a node: fenced, over the status that it was decided about, and
/// audited. A node that is heard meanwhile has another status, and is not evicted.
///
/// @param keys where things are
/// @param term on whose authority
/// @param ids of audit events
public record EvictionTxn(Keys keys, Term term, IdSource ids) {

  /// Evicts.
  public Txn of(FleetImage image, Versioned<NodeStatus> silent, Eviction eviction) {
    NodeStatus status = silent.value();
    NodeStatus evicted = EvictionSight.evicted(status, eviction);
    Txn.Builder txn =
        Txn.builder()
            .require(term.fence(keys))
            .requireUnchanged(keys.status(status.node()), silent.modified())
            .put(keys.status(status.node()), evicted);
    NodeNews.EVICTED
        .event(image, List.of(evicted), ids, eviction.at())
        .ifPresent(event -> txn.put(keys.outbox(event.id()), event));
    return txn.build();
  }
}
