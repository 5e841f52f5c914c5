package io.skerry.control.api.topology;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.plan.PlanJson;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.write.FreshView;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.plan.SnapshotDiff;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.store.StateStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/// What single nodes must run, run, and how two snapshots differ. Blocks: for virtual threads.
@ApplicationScoped
public class Snapshots {

  private final StateStore store;
  private final Keys keys;
  private final FreshView view;

  @Inject
  Snapshots(StateStore store, Keys keys, FreshView view) {
    this.store = store;
    this.keys = keys;
    this.view = view;
  }

  /// What a node must run and what it runs.
  Outcome<ObjectNode> of(String name) {
    return node(name)
        .map(
            node -> {
              FleetImage image = view.recent();
              ObjectNode json = JsonNodeFactory.instance.objectNode().put("node", node.value());
              desired(node, image)
                  .ifPresent(
                      ref -> json.set("desired", described(ref.snapshot(), ref.generation())));
              applied(node, image)
                  .ifPresent(
                      applied ->
                          json.set("applied", described(applied.snapshot(), applied.generation())));
              return json;
            });
  }

  /// A snapshot with its entries, as far as the store still has it.
  ObjectNode described(Digest digest, long generation) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("snapshot", digest.hex())
            .put("generation", generation);
    manifest(digest)
        .ifPresent(snapshot -> json.set("entries", PlanJson.entries(snapshot.entries())));
    return json;
  }

  /// The difference of two snapshots, each a digest, `applied` or `desired`.
  Outcome<ObjectNode> diff(String name, String from, String to) {
    return node(name)
        .then(
            node ->
                snapshot(node, "from", from)
                    .then(
                        left ->
                            snapshot(node, "to", to)
                                .map(right -> PlanJson.diff(SnapshotDiff.between(left, right)))));
  }

  /// A declared node.
  Outcome<ResourceName> node(String name) {
    if (!ResourceName.isValid(name)) {
      return Outcome.refused(Problem.invalid("name", "must match " + ResourceName.SYNTAX));
    }
    ResourceName node = new ResourceName(name);
    return view.recent().node(node).isPresent() || view.current().node(node).isPresent()
        ? Outcome.done(node)
        : Outcome.refused(Problem.notFound("nodes/" + name));
  }

  private Outcome<Snapshot> snapshot(ResourceName node, String field, String text) {
    return digest(node, field, text)
        .then(
            digest ->
                manifest(digest)
                    .map(Outcome::done)
                    .orElseGet(() -> Outcome.refused(Problem.notFound("snapshots/" + digest))));
  }

  private Outcome<Digest> digest(ResourceName node, String field, String text) {
    FleetImage image = view.recent();
    Optional<Digest> digest =
        switch (text) {
          case "applied" -> applied(node, image).map(NodeStatus.Applied::snapshot);
          case "desired" -> desired(node, image).map(Ref::snapshot);
          default -> Digest.isValid(text) ? Optional.of(new Digest(text)) : Optional.empty();
        };
    return digest.map(Outcome::done).orElseGet(() -> Outcome.refused(noDigest(field, text)));
  }

  private static Problem noDigest(String field, String text) {
    return text.equals("applied") || text.equals("desired")
        ? Problem.of(ProblemCode.NOT_FOUND, "the node has no " + text + " snapshot yet")
        : Problem.invalid(field, "must be a SHA-256 digest, applied or desired");
  }

  private Optional<Snapshot> manifest(Digest digest) {
    return digest.equals(keys.snapshot(digest).codec().encode(Snapshot.EMPTY).digest())
        ? Optional.of(Snapshot.EMPTY)
        : store.get(keys.snapshot(digest)).map(there -> there.decode().orThrow());
  }

  private static Optional<Ref> desired(ResourceName node, FleetImage image) {
    return image.refs().get(node).map(Versioned::value);
  }

  private static Optional<NodeStatus.Applied> applied(ResourceName node, FleetImage image) {
    return image.statuses().get(node).map(Versioned::value).flatMap(NodeStatus::applied);
  }
}
