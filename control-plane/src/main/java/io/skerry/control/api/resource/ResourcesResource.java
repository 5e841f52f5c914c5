package io.skerry.control.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.Answers;
import io.skerry.control.api.request.BodyLimits;
import io.skerry.control.api.request.BodyReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Declared resources of every kind: cells, nodes, policies, services, trafficsplits,
/// rolloutstrategies, rollouts.
@Path("/api/v1")
@Produces({MediaType.APPLICATION_JSON, Answers.YAML})
@Tag(name = "resources")
@RunOnVirtualThread
public class ResourcesResource {

  private final ListCalls lists;
  private final ResourceCalls calls;
  private final BodyReader bodies;

  @Inject
  ResourcesResource(ListCalls lists, ResourceCalls calls, BodyReader bodies) {
    this.lists = lists;
    this.calls = calls;
    this.bodies = bodies;
  }

  /// Lists a kind, over all tenants.
  @GET
  @Path("/{kinds}")
  @Operation(summary = "List the resources of a kind, over all tenants")
  public Response list(
      @PathParam("kinds") String kinds,
      @BeanParam ListParams params,
      @Context HttpHeaders headers) {
    return Target.kind(kinds)
        .then(kind -> lists.list(kind, Optional.empty(), params.read(), headers))
        .orElse(ProblemJson::response);
  }

  /// Lists a kind within a tenant.
  @GET
  @Path("/tenants/{tenant}/{kinds}")
  @Operation(summary = "List the resources of a kind within a tenant")
  public Response listOfTenant(
      @PathParam("tenant") String tenant,
      @PathParam("kinds") String kinds,
      @BeanParam ListParams params,
      @Context HttpHeaders headers) {
    return Target.tenantKind(kinds)
        .then(
            kind ->
                Target.tenant(tenant)
                    .then(name -> lists.list(kind, Optional.of(name), params.read(), headers)))
        .orElse(ProblemJson::response);
  }

  /// Reads one resource.
  @GET
  @Path("/{kinds}/{name}")
  @Operation(summary = "Read a resource; tenant kinds are looked up in the tenant default")
  public Response get(@BeanParam ItemPath path, @Context HttpHeaders headers) {
    return path.id().then(id -> calls.get(id, headers)).orElse(ProblemJson::response);
  }

  /// Reads one resource of a tenant.
  @GET
  @Path("/tenants/{tenant}/{kinds}/{name}")
  @Operation(summary = "Read a resource of a tenant")
  public Response getOfTenant(@BeanParam ItemPath path, @Context HttpHeaders headers) {
    return get(path, headers);
  }

  /// Creates or replaces a resource.
  @PUT
  @Path("/{kinds}/{name}")
  @RequestBody(
      content = {
        @Content(mediaType = MediaType.APPLICATION_JSON),
        @Content(mediaType = Answers.YAML)
      })
  @Operation(summary = "Create or replace a resource")
  public Response put(
      @BeanParam ItemPath path,
      @BeanParam WriteParams params,
      @Context HttpHeaders headers,
      InputStream body) {
    return path.id()
        .then(id -> write(params, headers, body, (it, options) -> calls.put(id, it, options)))
        .orElse(ProblemJson::response);
  }

  /// Creates or replaces a resource of a tenant.
  @PUT
  @Path("/tenants/{tenant}/{kinds}/{name}")
  @RequestBody(
      content = {
        @Content(mediaType = MediaType.APPLICATION_JSON),
        @Content(mediaType = Answers.YAML)
      })
  @Operation(summary = "Create or replace a resource of a tenant")
  public Response putOfTenant(
      @BeanParam ItemPath path,
      @BeanParam WriteParams params,
      @Context HttpHeaders headers,
      InputStream body) {
    return put(path, params, headers, body);
  }

  /// Changes parts of a resource.
  @PATCH
  @Path("/{kinds}/{name}")
  @RequestBody(
      content = {
        @Content(mediaType = MediaType.APPLICATION_JSON),
        @Content(mediaType = Answers.YAML)
      })
  @Operation(summary = "Change parts of a resource with a JSON merge patch (RFC 7396)")
  public Response patch(
      @BeanParam ItemPath path,
      @BeanParam WriteParams params,
      @Context HttpHeaders headers,
      InputStream body) {
    return path.id()
        .then(id -> write(params, headers, body, (it, options) -> calls.patch(id, it, options)))
        .orElse(ProblemJson::response);
  }

  /// Changes parts of a resource of a tenant.
  @PATCH
  @Path("/tenants/{tenant}/{kinds}/{name}")
  @RequestBody(
      content = {
        @Content(mediaType = MediaType.APPLICATION_JSON),
        @Content(mediaType = Answers.YAML)
      })
  @Operation(summary = "Change parts of a resource of a tenant with a JSON merge patch")
  public Response patchOfTenant(
      @BeanParam ItemPath path,
      @BeanParam WriteParams params,
      @Context HttpHeaders headers,
      InputStream body) {
    return patch(path, params, headers, body);
  }

  /// Removes a resource.
  @DELETE
  @Path("/{kinds}/{name}")
  @Operation(summary = "Delete a resource; refused while others refer to it")
  public Response delete(
      @BeanParam ItemPath path, @BeanParam WriteParams params, @Context HttpHeaders headers) {
    return path.id()
        .then(id -> params.options(headers).then(options -> calls.delete(id, options)))
        .orElse(ProblemJson::response);
  }

  /// Removes a resource of a tenant.
  @DELETE
  @Path("/tenants/{tenant}/{kinds}/{name}")
  @Operation(summary = "Delete a resource of a tenant; refused while others refer to it")
  public Response deleteOfTenant(
      @BeanParam ItemPath path, @BeanParam WriteParams params, @Context HttpHeaders headers) {
    return delete(path, params, headers);
  }

  private Outcome<Response> write(
      WriteParams params,
      HttpHeaders headers,
      InputStream body,
      BiFunction<JsonNode, WriteOptions, Outcome<Response>> call) {
    return params
        .options(headers)
        .then(
            options ->
                bodies
                    .read(body, headers, BodyLimits.DOCUMENT)
                    .then(DocumentReader::one)
                    .then(document -> call.apply(document, options)));
  }
}
