package io.skerry.control.api.topology;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.history.traffic.TrafficQuery;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The query of a traffic call; empty texts count as absent.
///
/// @param tenant a tenant's name
/// @param service a service's name
/// @param node a node's name
/// @param from windows that began at this time or later; five minutes before `to` when absent
/// @param to windows that began before this time; now when absent
public record TrafficParams(
    @QueryParam("tenant") @DefaultValue("") String tenant,
    @QueryParam("service") @DefaultValue("") String service,
    @QueryParam("node") @DefaultValue("") String node,
    @QueryParam("from") @DefaultValue("") String from,
    @QueryParam("to") @DefaultValue("") String to) {

  private static final Duration SPAN = Duration.ofMinutes(5);

  /// A query with the node that it is about, if it is about one.
  ///
  /// @param traffic which requests
  /// @param ofNode what one node said instead
  record Query(TrafficQuery traffic, Optional<ResourceName> ofNode) {}

  Outcome<Query> query(Instant now) {
    List<FieldError> errors = new ArrayList<>();
    Optional<ResourceName> tenantName = name("tenant", tenant, errors);
    Optional<ResourceName> serviceName = name("service", service, errors);
    Optional<ResourceName> nodeName = name("node", node, errors);
    Instant end = time("to", to, errors).orElse(now);
    Instant start = time("from", from, errors).orElse(end.minus(SPAN));
    if (!start.isBefore(end)) {
      errors.add(new FieldError("from", "must be before to"));
    }
    if (nodeName.isPresent() && (tenantName.isPresent() || serviceName.isPresent())) {
      errors.add(
          new FieldError(
              "node", "goes with from and to only: nodes are not told apart by service"));
    }
    return errors.isEmpty()
        ? Outcome.done(
            new Query(
                new TrafficQuery(
                    tenantName.map(it -> new TenantName(it.value())),
                    serviceName,
                    start,
                    end,
                    TrafficQuery.seconds(start, end)),
                nodeName))
        : Outcome.refused(Problem.of(ProblemCode.INVALID, errors));
  }

  private static Optional<ResourceName> name(String field, String text, List<FieldError> errors) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    if (ResourceName.isValid(text)) {
      return Optional.of(new ResourceName(text));
    }
    errors.add(new FieldError(field, "must match " + ResourceName.SYNTAX));
    return Optional.empty();
  }

  private static Optional<Instant> time(String field, String text, List<FieldError> errors) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    return switch (Times.read(field, text)) {
      case Outcome.Done<Instant>(Instant instant) -> Optional.of(instant);
      case Outcome.Refused<Instant>(Problem problem) -> {
        errors.addAll(problem.errors());
        yield Optional.empty();
      }
    };
  }
}
