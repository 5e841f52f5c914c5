package io.skerry.control.api.resource;

import io.skerry.control.api.problem.Outcome;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

/// How a write is asked for.
///
/// @param dryRun `true` to validate and answer the plan without writing
public record WriteParams(@QueryParam("dryRun") @DefaultValue("") String dryRun) {

  Outcome<WriteOptions> options(HttpHeaders headers) {
    return WriteOptions.read(dryRun, headers);
  }
}
