package io.skerry.control.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.write.Intent;
import io.skerry.control.api.write.Precondition;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.TenantName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Documents that are applied together.
///
/// @param puts one per document, in their order
record Bundle(List<Intent.Put> puts) {

  /// Marks what apply declared, so that pruning never removes anything else.
  static final String MARK = "skerry.io/managed-by";

  private static final String MARK_VALUE = "apply";

  Bundle {
    puts = List.copyOf(puts);
  }

  /// Reads documents, collecting the errors of all of them.
  static Outcome<Bundle> read(List<JsonNode> documents) {
    List<FieldError> errors = new ArrayList<>();
    List<Intent.Put> puts = new ArrayList<>();
    Map<ResourceId, Integer> first = new HashMap<>();
    for (int i = 0; i < documents.size(); i++) {
      String path = "documents[" + i + "].";
      switch (DocumentReader.read(documents.get(i), path)) {
        case Decoded.Malformed<Resource>(List<FieldError> found) -> errors.addAll(found);
        case Decoded.Ok<Resource>(Resource resource) -> {
          Integer earlier = first.putIfAbsent(resource.id(), i);
          if (earlier != null) {
            errors.add(duplicate(path, resource.id(), earlier));
          }
          put(documents.get(i), resource, path, errors).ifPresent(puts::add);
        }
      }
    }
    return errors.isEmpty()
        ? Outcome.done(new Bundle(puts))
        : Outcome.refused(Problem.of(ProblemCode.INVALID, errors));
  }

  /// What the bundle wants of a fleet.
  ///
  /// @param prune whether to remove what an earlier bundle declared in the same kinds and tenants
  ///   and this one does not
  List<Intent> intents(FleetImage image, boolean prune) {
    return prune
        ? Stream.<Intent>concat(puts.stream(), obsolete(image)).toList()
        : List.copyOf(puts);
  }

  private Stream<Intent> obsolete(FleetImage image) {
    Set<ResourceId> declared = puts.stream().map(Intent.Put::id).collect(Collectors.toSet());
    Set<Scope> scopes =
        declared.stream().map(id -> new Scope(id.kind(), id.tenant())).collect(Collectors.toSet());
    return image.resources().asMap().values().stream()
        .map(Versioned::value)
        .filter(resource -> isMarked(resource.metadata()))
        .map(Resource::id)
        .filter(id -> !declared.contains(id))
        .filter(id -> scopes.contains(new Scope(id.kind(), id.tenant())))
        .map(id -> new Intent.Delete(id, Precondition.none()));
  }

  private static Optional<Intent.Put> put(
      JsonNode document, Resource resource, String path, List<FieldError> errors) {
    return switch (Preconditions.both(
        Precondition.none(), Resources.resourceVersion(document), path)) {
      case Outcome.Done<Precondition>(Precondition precondition) ->
          Optional.of(new Intent.Put(marked(resource), precondition, path));
      case Outcome.Refused<Precondition>(Problem problem) -> {
        errors.addAll(problem.errors());
        yield Optional.empty();
      }
    };
  }

  private static FieldError duplicate(String path, ResourceId id, int earlier) {
    return new FieldError(
        path + "metadata.name",
        id + " is also declared by documents[" + earlier + "]: declare it once");
  }

  private static boolean isMarked(Metadata metadata) {
    return MARK_VALUE.equals(metadata.annotations().get(MARK))
        || MARK_VALUE.equals(metadata.labels().get(MARK));
  }

  private static Resource marked(Resource resource) {
    Metadata metadata = resource.metadata();
    Map<String, String> annotations = new LinkedHashMap<>(metadata.annotations());
    annotations.put(MARK, MARK_VALUE);
    return resource.withMetadata(
        new Metadata(
            metadata.name(),
            metadata.tenant(),
            metadata.labels(),
            annotations,
            metadata.lifecycle()));
  }

  private record Scope(Kind kind, TenantName tenant) {}
}
