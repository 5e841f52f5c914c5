package io.skerry.control.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.request.ReceivedBody;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.codec.Documents;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads documents that declare resources.
final class DocumentReader {

  private DocumentReader() {}

  /// The one document of a body.
  static Outcome<JsonNode> one(ReceivedBody body) {
    return Outcome.of(Documents.readOne(body.bytes(), body.format()), ProblemCode.MALFORMED);
  }

  /// All documents of a body.
  static Outcome<List<JsonNode>> all(ReceivedBody body) {
    return Outcome.of(Documents.read(body.bytes(), body.format()), ProblemCode.MALFORMED);
  }

  /// The resource that a document declares, which must be the one that the path names. Name and
  /// tenant may be left to the path.
  static Outcome<Resource> readFor(ResourceId id, JsonNode document) {
    Optional<FieldError> otherKind = otherKind(id.kind(), document);
    if (otherKind.isPresent()) {
      return Outcome.refused(Problem.of(ProblemCode.INVALID, List.of(otherKind.get())));
    }
    return Outcome.of(Resources.decode(completed(id, document)), ProblemCode.INVALID)
        .then(resource -> sameIdentity(id, resource));
  }

  /// The resource that a document of a bundle declares.
  ///
  /// @param path where its field errors start
  static Decoded<Resource> read(JsonNode document, String path) {
    if (Resources.kindOf(document) instanceof Decoded.Ok<Kind>(Kind kind) && kind == Kind.ROLLOUT) {
      return Decoded.malformed(
          path + "kind", "Rollout is made by the control plane: leave it out of the bundle");
    }
    return switch (Resources.decode(document)) {
      case Decoded.Ok<Resource> ok -> ok;
      case Decoded.Malformed<Resource>(var errors) ->
          new Decoded.Malformed<>(
              errors.stream()
                  .map(error -> new FieldError(path + error.field(), error.message()))
                  .toList());
    };
  }

  private static Optional<FieldError> otherKind(Kind kind, JsonNode document) {
    JsonNode declared = document.path("kind");
    boolean known = declared.isTextual() && Kind.ofWireName(declared.asText()).isPresent();
    return known && !declared.asText().equals(kind.wireName())
        ? Optional.of(
            new FieldError(
                "kind", "must be " + kind.wireName() + ", because the path says " + kind.plural()))
        : Optional.empty();
  }

  private static JsonNode completed(ResourceId id, JsonNode document) {
    if (!(document.path("metadata") instanceof ObjectNode metadata)) {
      return document;
    }
    if (!metadata.has("name")) {
      metadata.put("name", id.name().value());
    }
    if (id.kind().scope() == Kind.Scope.TENANT && !metadata.has("tenant")) {
      metadata.put("tenant", id.tenant().value());
    }
    return document;
  }

  private static Outcome<Resource> sameIdentity(ResourceId id, Resource resource) {
    List<FieldError> errors = new ArrayList<>();
    if (!resource.id().name().equals(id.name())) {
      errors.add(new FieldError("metadata.name", "must be " + id.name() + ", as in the path"));
    }
    if (!resource.id().tenant().equals(id.tenant())) {
      errors.add(new FieldError("metadata.tenant", "must be " + id.tenant() + ", as in the path"));
    }
    return errors.isEmpty()
        ? Outcome.done(resource)
        : Outcome.refused(Problem.of(ProblemCode.INVALID, errors));
  }
}
