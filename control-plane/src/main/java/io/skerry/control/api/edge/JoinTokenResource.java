package io.skerry.control.api.edge;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.Answers;
import io.skerry.control.api.request.CurrentRequest;
import io.skerry.schema.model.ResourceName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Lets operators invite nodes.
@Path("/api/v1")
@Produces({MediaType.APPLICATION_JSON, Answers.YAML})
@Tag(name = "nodes")
public class JoinTokenResource {

  private final JoinTokens tokens;
  private final CurrentRequest request;

  @Inject
  JoinTokenResource(JoinTokens tokens, CurrentRequest request) {
    this.tokens = tokens;
    this.request = request;
  }

  /// Gives out a token with which the node can enrol once, within ten minutes.
  @POST
  @Path("/nodes/{name}/join-token")
  @RunOnVirtualThread
  @Operation(summary = "A token with which the node can enrol once, within ten minutes")
  public Response issue(@PathParam("name") String name, @Context HttpHeaders headers) {
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return name(name)
        .then(node -> tokens.issue(node, request.origin()))
        .map(token -> Answers.document(201, token, headers).cacheControl(never).build())
        .orElse(ProblemJson::response);
  }

  private static Outcome<ResourceName> name(String text) {
    return ResourceName.isValid(text)
        ? Outcome.done(new ResourceName(text))
        : Outcome.refused(Problem.invalid("name", "must match " + ResourceName.SYNTAX));
  }
}
