package io.skerry.agent.gateway.plane;

import io.skerry.agent.gateway.filter.FaultPlan.Trouble;
import io.skerry.agent.gateway.route.RequestFacts;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// What a plane would do with a request.
public sealed interface Rehearsal {

  /// No route takes it: 404.
  record NotFound() implements Rehearsal {}

  /// A policy answers it.
  ///
  /// @param service whose request it is
  /// @param status of the answer
  record Answered(ServiceKey service, int status) implements Rehearsal {}

  /// It would be sent.
  ///
  /// @param service whose request it is
  /// @param version that answers
  /// @param upstreams how many could
  record Sent(ServiceKey service, String version, int upstreams) implements Rehearsal {}

  /// Decides in the order of real requests.
  static Rehearsal of(DataPlane plane, RequestFacts request, DoubleSupplier chance) {
    return plane
        .route(request)
        .<Rehearsal>map(match -> of(match.target(), request, chance))
        .orElseGet(NotFound::new);
  }

  private static Rehearsal of(ServicePlane service, RequestFacts request, DoubleSupplier chance) {
    Policies policies = service.policies();
    Map<String, Object> variables = RequestVariables.of(request, Map.of());
    if (policies.access().filter(rules -> !rules.admits(variables)).isPresent()) {
      return new Answered(service.key(), policies.access().get().status());
    }
    if (policies.redirection().flatMap(it -> it.location(request)).isPresent()) {
      return new Answered(service.key(), policies.redirection().get().status());
    }
    if (policies.fault().map(it -> it.decide(request, chance)).orElse(new Trouble.None())
        instanceof Trouble.Abort(int status)) {
      return new Answered(service.key(), status);
    }
    String version = service.split().choose(request, chance);
    Upstreams upstreams = service.versions().get(version);
    return new Sent(service.key(), version, upstreams == null ? 0 : upstreams.endpoints().size());
  }
}
