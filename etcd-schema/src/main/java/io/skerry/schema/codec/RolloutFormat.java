package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.Rollout.Order;
import io.skerry.schema.model.TrafficShift;
import io.skerry.schema.model.WaveMembers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the spec of a [Rollout] is written, and the members of its waves.
final class RolloutFormat {

  static final ValueReader<ResourceId> RESOURCE_ID =
      ValueReader.object(
          "an object with kind, tenant, name",
          fields -> {
            Kind kind =
                fields.required("kind", Kind.POLICY, Values.oneOf(Kind.values(), Kind::wireName));
            return Resources.identity(
                kind, fields, fields.required("name", Values.NAME_PLACEHOLDER, Values.NAME));
          });

  private static final int MOST_CHANGES = 500;
  private static final int MOST_MEMBERS = 100_000;

  private static final ValueReader<Change> CHANGE =
      ValueReader.object("an object with resource, from, to", RolloutFormat::change);

  private static final ValueReader<Order> ORDER =
      ValueReader.object(
          "an object with verb, wave, actor, at, reason",
          fields ->
              new Order(
                  fields.required("verb", Rollout.Verb.PAUSE, Values.oneOf(Rollout.Verb.values())),
                  fields.required("wave", 0, Values.integer(0, 1000)),
                  fields.required("actor", "", Values.text(1, 256)),
                  fields.required("at", Instant.EPOCH, Values.INSTANT),
                  fields.withDefault("reason", "", Values.text(0, 1024))));

  private static final ValueReader<Map<ResourceName, Integer>> WEIGHTS =
      ValueReader.map(Values.NAME, Values.integer(0, 1_000_000), 1, 100);

  private static final ValueReader<TrafficShift> SHIFT =
      ValueReader.object(
          "an object with split, service, from, to",
          fields ->
              new TrafficShift(
                  fields.required(
                      "split", ResourceId.cluster(Kind.CELL, Values.NAME_PLACEHOLDER), RESOURCE_ID),
                  fields.required("service", Values.NAME_PLACEHOLDER, Values.NAME),
                  fields.required("from", Map.of(), WEIGHTS),
                  fields.required("to", Map.of(), WEIGHTS)));

  static final ValueReader<Rollout.Spec> SPEC =
      ValueReader.object(
          "an object with changes, strategy, author, plan, supersedes, orders, shifts",
          fields ->
              new Rollout.Spec(
                  fields.required("changes", List.of(), ValueReader.list(CHANGE, 1, MOST_CHANGES)),
                  fields.required("strategyName", Values.NAME_PLACEHOLDER, Values.NAME),
                  fields.requiredObject("strategy", RolloutStrategyFormat.SPEC),
                  fields.required("author", "", Values.text(1, 256)),
                  fields.optional("expectedPlan", Values.DIGEST),
                  fields.withDefault(
                      "supersedes", List.of(), ValueReader.list(Values.NAME, 0, MOST_CHANGES)),
                  fields.withDefault(
                      "orders", List.of(), ValueReader.list(ORDER, 0, Rollout.MAX_ORDERS)),
                  fields.withDefault(
                      "shifts", List.of(), ValueReader.list(SHIFT, 0, MOST_CHANGES))));

  static final ValueReader<WaveMembers> MEMBERS =
      ValueReader.object(
          "an object with rollout, wave, nodes",
          fields ->
              new WaveMembers(
                  fields.required("rollout", Values.NAME_PLACEHOLDER, Values.NAME),
                  fields.required("wave", 0, Values.integer(0, 1000)),
                  fields.required(
                      "nodes", List.of(), ValueReader.list(Values.NAME, 0, MOST_MEMBERS))));

  private RolloutFormat() {}

  static ObjectNode write(Rollout.Spec spec) {
    ObjectNode out =
        JsonWriter.object()
            .put("strategyName", spec.strategyName().value())
            .put("author", spec.author());
    out.set("changes", JsonWriter.list(spec.changes(), RolloutFormat::write));
    out.set("strategy", RolloutStrategyFormat.write(spec.strategy()));
    spec.expectedPlan().ifPresent(plan -> out.put("expectedPlan", plan.hex()));
    if (!spec.supersedes().isEmpty()) {
      out.set("supersedes", JsonWriter.texts(spec.supersedes(), ResourceName::value));
    }
    if (!spec.orders().isEmpty()) {
      out.set("orders", JsonWriter.list(spec.orders(), RolloutFormat::write));
    }
    if (!spec.shifts().isEmpty()) {
      out.set("shifts", JsonWriter.list(spec.shifts(), RolloutFormat::write));
    }
    return out;
  }

  static ObjectNode write(WaveMembers members) {
    ObjectNode out =
        JsonWriter.object().put("rollout", members.rollout().value()).put("wave", members.wave());
    out.set("nodes", JsonWriter.texts(members.nodes(), ResourceName::value));
    return out;
  }

  static ObjectNode write(ResourceId id) {
    ObjectNode out =
        JsonWriter.object().put("kind", id.kind().wireName()).put("name", id.name().value());
    if (id.kind().scope() == Kind.Scope.TENANT) {
      out.put("tenant", id.tenant().value());
    }
    return out;
  }

  private static Change change(FieldReader fields) {
    ResourceId resource =
        fields.required(
            "resource", ResourceId.cluster(Kind.CELL, Values.NAME_PLACEHOLDER), RESOURCE_ID);
    Optional<Resource> from = fields.optional("from", Resources.DOCUMENT);
    Optional<Resource> to = fields.optional("to", Resources.DOCUMENT);
    if (!resource.kind().isRolledOut()) {
      fields.refuse("resource", "must be of a kind that is rolled out");
    }
    if (!isOf(resource, from) || !isOf(resource, to)) {
      fields.refuse("from and to must be versions of the resource");
    }
    return new Change(resource, from, to);
  }

  private static boolean isOf(ResourceId resource, Optional<Resource> version) {
    return version.map(Resource::id).filter(id -> !id.equals(resource)).isEmpty();
  }

  private static ObjectNode write(Change change) {
    ObjectNode out = JsonWriter.object();
    out.set("resource", write(change.resource()));
    change.from().ifPresent(from -> out.set("from", Resources.encode(from)));
    change.to().ifPresent(to -> out.set("to", Resources.encode(to)));
    return out;
  }

  private static ObjectNode write(TrafficShift shift) {
    ObjectNode out = JsonWriter.object().put("service", shift.service().value());
    out.set("split", write(shift.split()));
    out.set("from", JsonWriter.map(shift.from(), IntNode::valueOf));
    out.set("to", JsonWriter.map(shift.to(), IntNode::valueOf));
    return out;
  }

  private static ObjectNode write(Order order) {
    ObjectNode out =
        JsonWriter.object()
            .put("verb", Values.wireName(order.verb()))
            .put("wave", order.wave())
            .put("actor", order.actor())
            .put("at", order.at().toString());
    return order.reason().isEmpty() ? out : out.put("reason", order.reason());
  }
}
