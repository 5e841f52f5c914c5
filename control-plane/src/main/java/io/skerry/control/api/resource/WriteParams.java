package io.skerry.control.api.resource;

import io.skerry.control.api.problem.Outcome;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;

/// How a write is asked for.
///
/// @param dryRun `true` to validate and answer the plan without writing
/// @param headers preconditions and format
public record WriteParams(
    @QueryParam("dryRun") @DefaultValue("") String dryRun, @Context HttpHeaders headers) {

  Outcome<WriteOptions> options() {
    return WriteOptions.read(dryRun, headers);
  }
}
