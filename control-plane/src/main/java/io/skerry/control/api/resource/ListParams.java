package io.skerry.control.api.resource;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

/// The query of a listing.
///
/// @param labels conditions on labels: `key=value`, `key!=value`, `key`, `!key`, joined with commas
/// @param filter a CEL condition, on nodes only
/// @param drift `true`: only nodes that run something else than they must run
/// @param limit the most items of one page, 1 to 1000
/// @param from the `continue` of the previous page
public record ListParams(
    @QueryParam("labels") @DefaultValue("") String labels,
    @QueryParam("filter") @DefaultValue("") String filter,
    @QueryParam("drift") @DefaultValue("") String drift,
    @QueryParam("limit") @DefaultValue("") String limit,
    @QueryParam("continue") @DefaultValue("") String from) {

  ListQuery.Parameters read() {
    return new ListQuery.Parameters(labels, filter, drift, limit, from);
  }
}
