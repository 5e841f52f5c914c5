package io.skerry.control.api.topology;

import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.Answers;
import io.skerry.control.history.traffic.TrafficTotals;
import io.skerry.control.runtime.FleetView;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// How the requests that nodes serve divide, fail and last.
@Path("/api/v1/traffic")
@Produces({MediaType.APPLICATION_JSON, Answers.YAML})
@Tag(name = "fleet")
public class TrafficResource {

  private final TrafficTotals totals;
  private final FleetView view;
  private final InstantSource clock;

  @Inject
  TrafficResource(TrafficTotals totals, FleetView view, InstantSource clock) {
    this.totals = totals;
    this.view = view;
    this.clock = clock;
  }

  /// Requests by service and version; with `node`, what that node said of all of its requests.
  @GET
  @NonBlocking
  @Operation(summary = "Requests by service and version: share wanted and seen, errors, latency")
  public Uni<Response> traffic(@BeanParam TrafficParams params, @Context HttpHeaders headers) {
    return params
        .query(clock.instant())
        .map(query -> HistoryAnswers.guarded(answer(query, headers)))
        .orElse(problem -> Uni.createFrom().item(ProblemJson.response(problem)));
  }

  private Uni<Response> answer(TrafficParams.Query query, HttpHeaders headers) {
    return query
        .ofNode()
        .map(
            node ->
                totals
                    .ofNode(node, query.traffic().from(), query.traffic().to())
                    .map(said -> TrafficJson.ofNode(node, query.traffic(), said)))
        .orElseGet(
            () ->
                totals
                    .byVersion(query.traffic())
                    .map(found -> new TrafficJson(view.image()).of(query.traffic(), found)))
        .map(json -> Answers.document(200, json, headers).build());
  }
}
