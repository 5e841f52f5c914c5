package io.skerry.control.api.resource;

import io.skerry.control.api.problem.Outcome;
import io.skerry.schema.model.ResourceId;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.PathParam;
import java.util.Optional;

/// The path of one resource.
///
/// @param tenant empty in paths without a tenant
/// @param kinds the kind's plural
/// @param name the resource's name
public record ItemPath(
    @PathParam("tenant") @DefaultValue("") String tenant,
    @PathParam("kinds") String kinds,
    @PathParam("name") String name) {

  Outcome<ResourceId> id() {
    return tenant.isEmpty()
        ? Target.kind(kinds).then(kind -> Target.id(kind, Optional.empty(), name))
        : Target.tenantKind(kinds)
            .then(
                kind ->
                    Target.tenant(tenant).then(valid -> Target.id(kind, Optional.of(valid), name)));
  }
}
