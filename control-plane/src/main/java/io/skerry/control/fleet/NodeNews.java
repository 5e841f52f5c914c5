package io.skerry.control.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.FindingsFormat;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.AuditEvent.Change.ResourceChanged;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Findings;
import io.skerry.schema.model.Resource;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is found about nodes and told in the history: as a change of their inventory entries, whose
/// recorded documents say it. Pure but for the ids.
public enum NodeNews {
  /// Others have the places of a silent node.
  EVICTED("eviction", "silent-"),
  /// An evicted node is heard.
  RETURNED("eviction-ended", "heard-"),
  /// Two processes report as one node.
  SHARED("identity-shared", "two-"),
  /// Only one of them still does.
  ALONE("identity-shared-ended", "one-");

  private static final String ACTOR = "skerry";

  private final String via;
  private final String request;

  NodeNews(String via, String request) {
    this.via = via;
    this.request = request;
  }

  /// What a status says that the one before did not.
  public static Set<NodeNews> between(NodeStatus before, NodeStatus after) {
    Findings was = before.findings();
    Findings is = after.findings();
    Set<NodeNews> news = EnumSet.noneOf(NodeNews.class);
    turn(was.eviction(), is.eviction(), EVICTED, RETURNED).ifPresent(news::add);
    turn(was.starts().shared(), is.starts().shared(), SHARED, ALONE).ifPresent(news::add);
    return news;
  }

  /// The event of nodes of which this is news; empty when none of them is declared.
  public Optional<AuditEvent> event(
      FleetImage image, Collection<NodeStatus> statuses, IdSource ids, Instant at) {
    List<AuditEvent.Change> changes =
        statuses.stream()
            .flatMap(it -> image.node(it.node()).stream().map(node -> changed(node.value(), it)))
            .toList();
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AuditEvent(
                ids.nextUlid(),
                at,
                ACTOR,
                via,
                request + statuses.iterator().next().node(),
                changes));
  }

  private static Optional<NodeNews> turn(
      Optional<?> was, Optional<?> is, NodeNews begun, NodeNews over) {
    return was.isPresent() == is.isPresent()
        ? Optional.empty()
        : Optional.of(is.isPresent() ? begun : over);
  }

  private static AuditEvent.Change changed(Resource node, NodeStatus status) {
    ObjectNode document = Resources.encode(node);
    Findings found = status.findings();
    found
        .eviction()
        .ifPresent(it -> document.withObject("status").set("eviction", FindingsFormat.write(it)));
    found
        .starts()
        .shared()
        .ifPresent(it -> document.withObject("status").set("shared", FindingsFormat.write(it)));
    return new ResourceChanged(
        node.id(),
        AuditEvent.Verb.UPDATED,
        node.metadata().lifecycle().map(Metadata.Lifecycle::generation).orElse(0L),
        Optional.empty(),
        Optional.of(CanonicalJson.document(document)));
  }
}
