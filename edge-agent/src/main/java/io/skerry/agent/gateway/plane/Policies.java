package io.skerry.agent.gateway.plane;

import io.skerry.agent.gateway.filter.FaultPlan;
import io.skerry.agent.gateway.filter.Redirection;
import io.skerry.policy.ability.MergedPolicies;
import io.skerry.policy.access.AccessRules;
import io.skerry.schema.model.PolicyConfig;
import io.skerry.schema.model.PolicyConfig.HeaderEdits;
import java.util.Optional;

/// What the gateway does because of the policies of one service.
///
/// @param limit how many requests may pass
/// @param requestEdits headers on the way to the upstream
/// @param responseEdits headers on the way back
/// @param access who may send requests
/// @param cache which answers are kept
/// @param redirection who is sent elsewhere
/// @param fault trouble on purpose
public record Policies(
    Optional<PolicyConfig.RateLimit> limit,
    HeaderEdits requestEdits,
    HeaderEdits responseEdits,
    Optional<AccessRules> access,
    Optional<PolicyConfig.Cache> cache,
    Optional<Redirection> redirection,
    Optional<FaultPlan> fault) {

  /// Takes apart what the policies of a service come to.
  static Policies of(MergedPolicies merged) {
    Optional<PolicyConfig.Headers> headers = merged.only(PolicyConfig.Headers.class);
    return new Policies(
        merged
            .only(PolicyConfig.RateLimit.class)
            .filter(limit -> limit.requestsPerSecond().isPresent()),
        headers.map(PolicyConfig.Headers::request).orElse(HeaderEdits.NONE),
        headers.map(PolicyConfig.Headers::response).orElse(HeaderEdits.NONE),
        merged.access(),
        merged.only(PolicyConfig.Cache.class),
        merged.only(PolicyConfig.Redirect.class).flatMap(Redirection::of),
        merged.only(PolicyConfig.Fault.class).map(FaultPlan::new));
  }
}
