package io.skerry.control.api.resource;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads what a path names.
final class Target {

  private Target() {}

  /// The kind behind a path's plural.
  static Outcome<Kind> kind(String plural) {
    return Kind.ofPlural(plural)
        .map(Outcome::done)
        .orElseGet(
            () ->
                Outcome.refused(
                    Problem.of(
                        ProblemCode.NOT_FOUND,
                        "there is no kind " + printable(plural) + "; kinds are " + kinds())));
  }

  /// The kind of a path that names a tenant.
  static Outcome<Kind> tenantKind(String plural) {
    return kind(plural)
        .then(
            kind ->
                kind.scope() == Kind.Scope.TENANT
                    ? Outcome.done(kind)
                    : Outcome.refused(
                        Problem.of(
                            ProblemCode.NOT_FOUND,
                            plural + " have no tenant: use /api/v1/" + plural)));
  }

  /// A tenant of a path.
  static Outcome<TenantName> tenant(String text) {
    return ResourceName.isValid(text)
        ? Outcome.done(new TenantName(text))
        : Outcome.refused(Problem.invalid("tenant", "must match " + ResourceName.SYNTAX));
  }

  /// A resource of a path; tenant kinds without a tenant live in `default`.
  static Outcome<ResourceId> id(Kind kind, Optional<TenantName> tenant, String name) {
    return name(name)
        .map(
            valid ->
                kind.scope() == Kind.Scope.CLUSTER
                    ? ResourceId.cluster(kind, valid)
                    : new ResourceId(kind, tenant.orElse(TenantName.DEFAULT), valid));
  }

  private static Outcome<ResourceName> name(String text) {
    return ResourceName.isValid(text)
        ? Outcome.done(new ResourceName(text))
        : Outcome.refused(Problem.invalid("name", "must match " + ResourceName.SYNTAX));
  }

  private static String printable(String text) {
    return text.matches("[A-Za-z0-9_-]{1,63}") ? text : "of that name";
  }

  private static String kinds() {
    return Arrays.stream(Kind.values()).map(Kind::plural).collect(Collectors.joining(", "));
  }
}
