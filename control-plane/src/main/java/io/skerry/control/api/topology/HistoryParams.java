package io.skerry.control.api.topology;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.history.HistoryQuery;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The query of a history call; empty texts count as absent.
///
/// @param resource such as `policies/default/x` or `cells/aws-us-east-1`
/// @param node a node's name
/// @param actor who made the change
/// @param from not before this time
/// @param to before this time
/// @param limit the most items, 1 to 1000
public record HistoryParams(
    @QueryParam("resource") @DefaultValue("") String resource,
    @QueryParam("node") @DefaultValue("") String node,
    @QueryParam("actor") @DefaultValue("") String actor,
    @QueryParam("from") @DefaultValue("") String from,
    @QueryParam("to") @DefaultValue("") String to,
    @QueryParam("limit") @DefaultValue("100") String limit) {

  private static final int MAX_ACTOR = 256;

  Outcome<HistoryQuery> query() {
    List<FieldError> errors = new ArrayList<>();
    Optional<ResourceId> id = given(resource).flatMap(text -> id(text, errors));
    Optional<ResourceName> name = given(node).flatMap(text -> name(text, errors));
    Optional<Instant> start = given(from).flatMap(text -> time("from", text, errors));
    Optional<Instant> end = given(to).flatMap(text -> time("to", text, errors));
    if (actor.length() > MAX_ACTOR) {
      errors.add(new FieldError("actor", "must have at most " + MAX_ACTOR + " characters"));
    }
    if (!limit.matches("-?[0-9]{1,9}")) {
      errors.add(new FieldError("limit", "must be a number from 1 to " + HistoryQuery.MAX_LIMIT));
    }
    return errors.isEmpty()
        ? Outcome.done(new HistoryQuery(id, name, given(actor), start, end, clamped()))
        : Outcome.refused(Problem.of(ProblemCode.INVALID, errors));
  }

  private int clamped() {
    return Math.clamp(Integer.parseInt(limit), 1, HistoryQuery.MAX_LIMIT);
  }

  private static Optional<String> given(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<ResourceId> id(String text, List<FieldError> errors) {
    List<String> parts = List.of(text.split("/", -1));
    Optional<Kind> kind = Kind.ofPlural(parts.getFirst());
    boolean namesAreValid = parts.stream().skip(1).allMatch(ResourceName::isValid);
    if (kind.isPresent() && namesAreValid && parts.size() == length(kind.get())) {
      ResourceName name = new ResourceName(parts.getLast());
      return Optional.of(
          kind.get().scope() == Kind.Scope.CLUSTER
              ? ResourceId.cluster(kind.get(), name)
              : new ResourceId(kind.get(), new TenantName(parts.get(1)), name));
    }
    errors.add(
        new FieldError("resource", "must be like policies/default/x or cells/aws-us-east-1"));
    return Optional.empty();
  }

  private static int length(Kind kind) {
    return kind.scope() == Kind.Scope.CLUSTER ? 2 : 3;
  }

  private static Optional<ResourceName> name(String text, List<FieldError> errors) {
    if (ResourceName.isValid(text)) {
      return Optional.of(new ResourceName(text));
    }
    errors.add(new FieldError("node", "must match " + ResourceName.SYNTAX));
    return Optional.empty();
  }

  private static Optional<Instant> time(String field, String text, List<FieldError> errors) {
    return switch (Times.read(field, text)) {
      case Outcome.Done<Instant>(Instant instant) -> Optional.of(instant);
      case Outcome.Refused<Instant>(Problem problem) -> {
        errors.addAll(problem.errors());
        yield Optional.empty();
      }
    };
  }
}
