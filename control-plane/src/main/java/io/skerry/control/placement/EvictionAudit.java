package io.skerry.control.placement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.FindingsFormat;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.AuditEvent.Change.ResourceChanged;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Eviction;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The audit events of evictions and of their ends: a change of the node's inventory entry, whose
/// recorded document tells the eviction and its reason. Pure but for the ids.
public final class EvictionAudit {

  private static final String ACTOR = "skerry";

  /// How the history tells evictions from other changes.
  static final String EVICTED = "eviction";

  private static final String RETURNED = "eviction-ended";

  private EvictionAudit() {}

  /// Whether a status ends an eviction.
  public static boolean ends(NodeStatus before, NodeStatus after) {
    return before.findings().eviction().isPresent() && after.findings().eviction().isEmpty();
  }

  /// The event of nodes that are heard again; empty when none of them is declared.
  public static Optional<AuditEvent> ofReturns(
      FleetImage image, List<ResourceName> nodes, IdSource ids, Instant at) {
    List<AuditEvent.Change> changes =
        nodes.stream()
            .flatMap(node -> image.node(node).stream())
            .map(node -> changed(node.value(), Resources.encode(node.value())))
            .toList();
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AuditEvent(
                ids.nextUlid(), at, ACTOR, RETURNED, "heard-" + nodes.getFirst(), changes));
  }

  /// The event of evictions, by node.
  static AuditEvent of(
      FleetImage image, Map<ResourceName, Eviction> evictions, IdSource ids, Instant at) {
    List<AuditEvent.Change> changes =
        new TreeMap<>(evictions)
            .entrySet().stream()
                .flatMap(
                    entry ->
                        image.node(entry.getKey()).stream()
                            .map(node -> evicted(node, entry.getValue())))
                .toList();
    return new AuditEvent(
        ids.nextUlid(),
        at,
        ACTOR,
        EVICTED,
        "silent-" + evictions.keySet().iterator().next(),
        changes);
  }

  private static AuditEvent.Change evicted(Versioned<Resource> node, Eviction eviction) {
    ObjectNode document = Resources.encode(node.value());
    document.withObject("status").set("eviction", FindingsFormat.write(eviction));
    return changed(node.value(), document);
  }

  private static AuditEvent.Change changed(Resource node, ObjectNode document) {
    return new ResourceChanged(
        node.id(),
        AuditEvent.Verb.UPDATED,
        node.metadata().lifecycle().map(Metadata.Lifecycle::generation).orElse(0L),
        Optional.empty(),
        Optional.of(CanonicalJson.document(document)));
  }
}
