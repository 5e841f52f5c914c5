package io.skerry.control.api.resource;

import io.skerry.control.api.problem.Outcome;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

/// How a write is asked for.
///
/// @param dryRun `true` to validate and answer the plan without writing
/// @param allowShrink `true` when it is meant that something loses many of its nodes
/// @param plan the digest of the plan that was looked at; the rollout follows no other unasked
public record WriteParams(
    @QueryParam("dryRun") @DefaultValue("") String dryRun,
    @QueryParam("allowShrink") @DefaultValue("") String allowShrink,
    @QueryParam("plan") @DefaultValue("") String plan) {

  Outcome<WriteOptions> options(HttpHeaders headers) {
    return WriteOptions.read(this, headers);
  }
}
