package io.skerry.control.api.share;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.Answers;
import io.skerry.control.api.write.FreshView;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.NodeFacts;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.placement.ServiceMembers;
import io.skerry.policy.share.Shares;
import io.skerry.policy.share.Shares.Share;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TenantName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The shares of traffic that a service's nodes should get, for whatever directs clients to nodes:
/// DNS, an anycast announcer, a balancer.
@Path("/api/v1")
@Produces({MediaType.APPLICATION_JSON, Answers.YAML})
@Tag(name = "fleet")
@RunOnVirtualThread
public class ShareResource {

  private static final String FORMULA =
      "max(0.05, 0.6 x weight/heaviest + 0.4 x score/100), divided by the total of all nodes";

  private static final double PRECISION = 1e6;

  private final FreshView view;

  @Inject
  ShareResource(FreshView view) {
    this.view = view;
  }

  /// The shares of a service of the tenant `default`.
  @GET
  @Path("/services/{name}/shares")
  @Operation(summary = "How a service's traffic should be divided among its nodes, and why")
  public Response shares(@PathParam("name") String name, @Context HttpHeaders headers) {
    return sharesOfTenant(TenantName.DEFAULT.value(), name, headers);
  }

  /// The shares of a tenant's service.
  @GET
  @Path("/tenants/{tenant}/services/{name}/shares")
  @Operation(summary = "How the traffic of a tenant's service should be divided")
  public Response sharesOfTenant(
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpHeaders headers) {
    FleetImage image = view.recent();
    return service(tenant, name, image)
        .map(service -> json(service, image))
        .map(json -> Answers.document(200, json, headers).build())
        .orElse(ProblemJson::response);
  }

  private static Outcome<Service> service(String tenant, String name, FleetImage image) {
    if (!ResourceName.isValid(tenant) || !ResourceName.isValid(name)) {
      return Outcome.refused(Problem.invalid("name", "must match " + ResourceName.SYNTAX));
    }
    ResourceId id = new ResourceId(Kind.SERVICE, new TenantName(tenant), new ResourceName(name));
    return image
        .resource(id)
        .flatMap(it -> it.value() instanceof Service found ? Optional.of(found) : Optional.empty())
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Problem.notFound("services/" + tenant + "/" + name)));
  }

  private static ObjectNode json(Service service, FleetImage image) {
    Shares shares = Shares.of(ServiceMembers.of(service, image));
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("tenant", service.metadata().tenant().value())
            .put("service", service.metadata().name().value())
            .put("revision", image.revision().toString())
            .put("formula", FORMULA)
            .put("total", rounded(shares.total()));
    ArrayNode nodes = json.putArray("nodes");
    shares.members().forEach(share -> nodes.add(json(share, image)));
    return json;
  }

  private static ObjectNode json(Share share, FleetImage image) {
    ResourceName node = share.member().node();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("node", node.value())
            .put("weight", share.member().weight())
            .put("score", share.member().score())
            .put("part", rounded(share.part()))
            .put("share", rounded(share.share()))
            .put("derivation", share.derivation());
    image
        .node(node)
        .map(Versioned::value)
        .map(
            it ->
                new NodeFacts(
                    it.metadata(),
                    image.refs().get(node).map(Versioned::value),
                    image.statuses().get(node).map(Versioned::value)))
        .ifPresent(facts -> json.put("state", facts.standing().state().wireName()));
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * PRECISION) / PRECISION;
  }
}
