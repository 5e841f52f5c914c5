package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.FreezeWindow;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NotificationTarget;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.Tenant;
import io.skerry.schema.model.TenantName;
import io.skerry.schema.model.TrafficSplit;
import java.util.Arrays;
import java.util.Optional;

/// Reads documents as resources, finding every error of a document at once, and writes them back.
public final class Resources {

  static final ValueReader<Resource> DOCUMENT =
      ValueReader.object("an object with apiVersion, kind, metadata and spec", Resources::document);

  private static final ValueReader<String> API_VERSION =
      ValueReader.scalar(
          Resource.API_VERSION, value -> Values.textOf(value).filter(Resource.API_VERSION::equals));

  private Resources() {}

  /// Reads one document strictly. A `metadata.resourceVersion`, and the `status` of all kinds but
  /// rollouts, are accepted and ignored, so that what the API answers can be sent back.
  public static Decoded<Resource> decode(JsonNode document) {
    return kindOf(document).then(_ -> FieldReader.document(document, DOCUMENT));
  }

  /// The kind that a document says it is; unknown kinds name the nearest known one.
  public static Decoded<Kind> kindOf(JsonNode document) {
    Optional<String> name = Values.textOf(document.path("kind"));
    Optional<Kind> kind = name.flatMap(Kind::ofWireName);
    return kind.<Decoded<Kind>>map(Decoded.Ok::new)
        .orElseGet(() -> Decoded.malformed("kind", kindProblem(name)));
  }

  /// The resource version that a document carries, as a precondition on a write.
  public static Optional<String> resourceVersion(JsonNode document) {
    return Values.textOf(document.path("metadata").path("resourceVersion"));
  }

  /// The document of a resource, without a resource version, and, but for rollouts, without
  /// `status`.
  public static ObjectNode encode(Resource resource) {
    ObjectNode out =
        JsonWriter.object()
            .put("apiVersion", Resource.API_VERSION)
            .put("kind", resource.kind().wireName());
    out.set("metadata", MetadataFormat.write(resource.kind(), resource.metadata()));
    out.set("spec", spec(resource));
    if (resource instanceof Rollout rollout) {
      out.set("status", RolloutStatusFormat.write(rollout.status()));
    }
    return out;
  }

  /// The identity that `tenant` and a name give for a kind; records an error when they do not fit.
  static ResourceId identity(Kind kind, FieldReader fields, ResourceName name) {
    if (kind.scope() == Kind.Scope.TENANT) {
      return new ResourceId(
          kind, fields.withDefault("tenant", TenantName.DEFAULT, Values.TENANT), name);
    }
    fields.ignore("tenant");
    if (fields.has("tenant")) {
      fields.refuse(
          "tenant", "does not go with a " + kind.wireName() + ", which has no tenant: remove it");
    }
    return ResourceId.cluster(kind, name);
  }

  private static Resource document(FieldReader fields) {
    fields.required("apiVersion", Resource.API_VERSION, API_VERSION);
    Kind kind = fields.required("kind", Kind.POLICY, Values.oneOf(Kind.values(), Kind::wireName));
    if (kind != Kind.ROLLOUT) {
      fields.ignore("status");
    }
    Metadata metadata = fields.requiredObject("metadata", MetadataFormat.of(kind));
    return switch (kind) {
      case CELL -> new Cell(metadata, fields.requiredObject("spec", CellFormat.SPEC));
      case NODE -> new Node(metadata, fields.requiredObject("spec", NodeFormat.SPEC));
      case POLICY -> new Policy(metadata, fields.requiredObject("spec", PolicyFormat.SPEC));
      case SERVICE -> new Service(metadata, fields.requiredObject("spec", ServiceFormat.SPEC));
      case TRAFFIC_SPLIT ->
          new TrafficSplit(metadata, fields.requiredObject("spec", TrafficSplitFormat.SPEC));
      case ROLLOUT_STRATEGY ->
          new RolloutStrategy(metadata, fields.requiredObject("spec", RolloutStrategyFormat.SPEC));
      case FREEZE_WINDOW ->
          new FreezeWindow(metadata, fields.requiredObject("spec", FreezeWindowFormat.SPEC));
      case TENANT -> new Tenant(metadata, fields.requiredObject("spec", TenantFormat.SPEC));
      case NOTIFICATION_TARGET ->
          new NotificationTarget(
              metadata, fields.requiredObject("spec", NotificationFormat.TARGET));
      case ROLLOUT ->
          new Rollout(
              metadata,
              fields.requiredObject("spec", RolloutFormat.SPEC),
              fields.requiredObject("status", RolloutStatusFormat.STATUS));
    };
  }

  private static ObjectNode spec(Resource resource) {
    return switch (resource) {
      case Cell cell -> CellFormat.write(cell.spec());
      case Node node -> NodeFormat.write(node.spec());
      case Policy policy -> PolicyFormat.write(policy.spec());
      case Service service -> ServiceFormat.write(service.spec());
      case TrafficSplit split -> TrafficSplitFormat.write(split.spec());
      case RolloutStrategy strategy -> RolloutStrategyFormat.write(strategy.spec());
      case FreezeWindow window -> FreezeWindowFormat.write(window.spec());
      case Tenant tenant -> TenantFormat.write(tenant.spec());
      case NotificationTarget target -> NotificationFormat.write(target.spec());
      case Rollout rollout -> RolloutFormat.write(rollout.spec());
    };
  }

  private static String kindProblem(Optional<String> name) {
    String known = String.join(", ", Arrays.stream(Kind.values()).map(Kind::wireName).toList());
    return name.flatMap(
            text ->
                FieldReader.nearest(
                    text, Arrays.stream(Kind.values()).map(Kind::wireName).toList()))
        .map(nearest -> "is not a known kind; did you mean " + nearest + "?")
        .orElse("must be one of " + known);
  }
}
