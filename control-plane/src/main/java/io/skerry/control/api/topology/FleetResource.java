package io.skerry.control.api.topology;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.node.LastHeard;
import io.skerry.control.api.request.Answers;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.FleetView;
import io.skerry.control.runtime.LeaseLoop.Candidate;
import io.skerry.schema.model.Member;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The whole fleet at a glance.
@Path("/api/v1/topology")
@Produces({MediaType.APPLICATION_JSON, Answers.YAML})
@Tag(name = "fleet")
@RunOnVirtualThread
public class FleetResource {

  private final FleetView view;
  private final LastHeard heard;
  private final Candidate me;
  private final InstantSource clock;

  @Inject
  FleetResource(FleetView view, LastHeard heard, Candidate me, InstantSource clock) {
    this.view = view;
    this.heard = heard;
    this.me = me;
    this.clock = clock;
  }

  /// Clouds, regions, cells and nodes with their states.
  @GET
  @Operation(summary = "The fleet as a tree: cloud, region, cell, node, with totals at every level")
  public Response topology(@Context HttpHeaders headers) {
    FleetImage image = view.image();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("revision", image.revision().toString())
            .put("at", clock.instant().toString());
    replica(json.putObject("replica"), image);
    new Topology(image, heard).writeTo(json);
    return Answers.document(200, json, headers).build();
  }

  private void replica(ObjectNode json, FleetImage image) {
    String name = me.name().value();
    Optional<String> leader = image.replicas().leader().map(Versioned::value).map(Member::replica);
    json.put("name", name).put("leader", leader.filter(name::equals).isPresent());
    leader.ifPresent(known -> json.put("leaderName", known));
  }
}
