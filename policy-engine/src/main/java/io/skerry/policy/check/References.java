package io.skerry.policy.check;

import io.skerry.policy.model.ResourceView;
import io.skerry.policy.parse.Nearest;
import io.skerry.policy.strategy.BuiltInStrategies;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.FreezeWindow;
import io.skerry.schema.model.Kind;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What resources refer to. References go from one kind to another in one direction only (a node to
/// its cell, a split to its service, anything rolled out to its strategy), so there are no cycles.
final class References {

  private static final int MOST_NAMED = 5;

  private References() {}

  /// @param field where it stands
  /// @param target what must exist
  private record Reference(String field, ResourceId target) {}

  /// References of a resource to what does not exist.
  static List<FieldError> errors(Resource resource, ResourceView proposed) {
    List<FieldError> errors = new ArrayList<>();
    for (Reference reference : of(resource)) {
      if (proposed.find(reference.target()).isEmpty()) {
        errors.add(new FieldError(reference.field(), missing(reference.target(), proposed)));
      }
    }
    if (resource instanceof TrafficSplit split) {
      service(split, proposed).ifPresent(service -> errors.addAll(versionErrors(split, service)));
    }
    return errors;
  }

  /// What a new version of a resource takes away from those that refer to it and are not changed
  /// themselves.
  static List<FieldError> brokenBy(Resource resource, Proposal proposal) {
    if (!(resource instanceof Service service)) {
      return List.of();
    }
    return splitsOf(service.id(), proposal)
        .filter(split -> !proposal.edits(split.id()))
        .flatMap(
            split ->
                versions(split).stream()
                    .filter(version -> !service.spec().versions().containsKey(version))
                    .map(version -> version + " is used by " + split.id()))
        .sorted()
        .map(
            use ->
                new FieldError(
                    "spec.versions", use + ": keep the version, or change the split first"))
        .toList();
  }

  /// Who still refers to a resource that would be deleted.
  static List<FieldError> brokenByDeleting(ResourceId id, Proposal proposal) {
    List<ResourceId> referents =
        referringKinds(id.kind()).stream()
            .flatMap(proposal::ofKind)
            .filter(resource -> of(resource).stream().anyMatch(it -> it.target().equals(id)))
            .map(Resource::id)
            .sorted()
            .toList();
    return referents.isEmpty()
        ? List.of()
        : List.of(
            new FieldError(
                "metadata.name",
                id + " is used by " + named(referents) + ": delete or change them first"));
  }

  private static Set<Kind> referringKinds(Kind target) {
    return switch (target) {
      case CELL -> Set.of(Kind.NODE);
      case SERVICE -> Set.of(Kind.TRAFFIC_SPLIT);
      case ROLLOUT_STRATEGY -> Set.of(Kind.SERVICE, Kind.POLICY, Kind.TRAFFIC_SPLIT, Kind.TENANT);
      case NODE, POLICY, TRAFFIC_SPLIT, FREEZE_WINDOW, TENANT, NOTIFICATION_TARGET, ROLLOUT ->
          Set.of();
    };
  }

  private static List<Reference> of(Resource resource) {
    return switch (resource) {
      case Node node ->
          List.of(new Reference("spec.cell", ResourceId.cluster(Kind.CELL, node.spec().cell())));
      case Policy policy -> strategy(policy.spec().strategy());
      case Service service -> strategy(service.spec().strategy());
      case TrafficSplit split ->
          Stream.concat(
                  Stream.of(new Reference("spec.service", serviceOf(split))),
                  strategy(split.spec().strategy()).stream())
              .toList();
      case Tenant tenant -> strategy(tenant.spec().strategy());
      case Cell _, RolloutStrategy _, FreezeWindow _, NotificationTarget _, Rollout _ -> List.of();
    };
  }

  private static List<Reference> strategy(Optional<ResourceName> name) {
    return name
        .filter(it -> BuiltInStrategies.find(it).isEmpty())
        .map(it -> new Reference("spec.strategy", ResourceId.cluster(Kind.ROLLOUT_STRATEGY, it)))
        .stream()
        .toList();
  }

  private static ResourceId serviceOf(TrafficSplit split) {
    return new ResourceId(Kind.SERVICE, split.metadata().tenant(), split.spec().service());
  }

  private static Optional<Service> service(TrafficSplit split, ResourceView proposed) {
    return proposed.service(split.metadata().tenant(), split.spec().service());
  }

  private static Stream<TrafficSplit> splitsOf(ResourceId service, ResourceView proposed) {
    return proposed
        .ofKind(Kind.TRAFFIC_SPLIT)
        .flatMap(it -> it instanceof TrafficSplit split ? Stream.of(split) : Stream.empty())
        .filter(split -> serviceOf(split).equals(service));
  }

  private static Set<ResourceName> versions(TrafficSplit split) {
    Set<ResourceName> versions = new TreeSet<>(split.spec().weights().keySet());
    split.spec().rules().forEach(rule -> versions.add(rule.to()));
    return versions;
  }

  private static List<FieldError> versionErrors(TrafficSplit split, Service service) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < split.spec().rules().size(); i++) {
      ResourceName to = split.spec().rules().get(i).to();
      if (!service.spec().versions().containsKey(to)) {
        errors.add(new FieldError("spec.rules[" + i + "].to", noVersion(to, service)));
      }
    }
    split.spec().weights().keySet().stream()
        .filter(version -> !service.spec().versions().containsKey(version))
        .sorted()
        .map(version -> new FieldError("spec.weights." + version, noVersion(version, service)))
        .forEach(errors::add);
    return errors;
  }

  private static String noVersion(ResourceName version, Service service) {
    List<String> known =
        service.spec().versions().keySet().stream().map(ResourceName::value).sorted().toList();
    return service.id() + " has no version " + version + "; it has " + String.join(", ", known);
  }

  private static String missing(ResourceId target, ResourceView proposed) {
    Stream<String> builtIn =
        target.kind() == Kind.ROLLOUT_STRATEGY
            ? BuiltInStrategies.names().stream().map(ResourceName::value)
            : Stream.of();
    Stream<String> declared =
        proposed
            .ofKind(target.kind())
            .filter(it -> it.metadata().tenant().equals(target.tenant()))
            .map(it -> it.metadata().name().value());
    List<String> candidates = Stream.concat(builtIn, declared).sorted().toList();
    return target
        + " is not declared"
        + Nearest.to(target.name().value(), candidates)
            .map(nearest -> "; did you mean " + nearest + "?")
            .orElse("; declare it first or in the same bundle" + inTenant(target));
  }

  private static String inTenant(ResourceId target) {
    return target.tenant().equals(TenantName.NONE) ? "" : ", in the same tenant";
  }

  private static String named(List<ResourceId> referents) {
    String names =
        String.join(", ", referents.stream().limit(MOST_NAMED).map(ResourceId::toString).toList());
    int more = referents.size() - MOST_NAMED;
    return more > 0 ? names + " and " + more + " more" : names;
  }
}
