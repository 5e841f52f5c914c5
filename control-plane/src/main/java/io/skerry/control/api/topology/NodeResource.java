package io.skerry.control.api.topology;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.virtual.threads.VirtualThreads;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.Answers;
import io.skerry.control.history.HistoryRepository;
import io.skerry.control.history.PastRef;
import io.skerry.schema.model.ResourceName;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What one node must run, runs and ran. The store is asked on virtual threads, the history on the
/// event loop, never both in one step.
@Path("/api/v1")
@Produces({MediaType.APPLICATION_JSON, Answers.YAML})
@Tag(name = "fleet")
public class NodeResource {

  private final Snapshots snapshots;
  private final HistoryRepository history;
  private final ExecutorService threads;

  @Inject
  NodeResource(
      Snapshots snapshots, HistoryRepository history, @VirtualThreads ExecutorService threads) {
    this.snapshots = snapshots;
    this.history = history;
    this.threads = threads;
  }

  /// What a node must run and runs now, or was told to run at an earlier time.
  @GET
  @Path("/nodes/{name}/snapshot")
  @NonBlocking
  @Operation(summary = "What a node must run and runs; with at, what it was told to run then")
  public Uni<Response> snapshot(
      @PathParam("name") String name,
      @QueryParam("at") @DefaultValue("") String at,
      @Context HttpHeaders headers) {
    return at.isBlank()
        ? onVirtualThread(() -> answer(snapshots.of(name), headers))
        : Times.read("at", at)
            .map(instant -> past(name, instant, headers))
            .orElse(problem -> Uni.createFrom().item(ProblemJson.response(problem)));
  }

  /// How two snapshots differ.
  @GET
  @Path("/nodes/{name}/diff")
  @NonBlocking
  @Operation(summary = "The difference of two snapshots: digests, applied or desired")
  public Uni<Response> diff(
      @PathParam("name") String name,
      @QueryParam("from") @DefaultValue("applied") String from,
      @QueryParam("to") @DefaultValue("desired") String to,
      @Context HttpHeaders headers) {
    return onVirtualThread(() -> answer(snapshots.diff(name, from, to), headers));
  }

  private Uni<Response> past(String name, Instant at, HttpHeaders headers) {
    return ResourceName.isValid(name)
        ? HistoryAnswers.guarded(
            history
                .refAt(new ResourceName(name), at)
                .chain(
                    ref ->
                        onVirtualThread(() -> answer(past(name, ref.stream().toList()), headers))))
        : onVirtualThread(() -> answer(snapshots.of(name), headers));
  }

  private Outcome<ObjectNode> past(String name, List<PastRef> told) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("node", name);
    told.forEach(ref -> json.set("desired", snapshots.described(ref.snapshot(), ref.generation())));
    return told.isEmpty() ? snapshots.node(name).map(_ -> json) : Outcome.done(json);
  }

  private static Response answer(Outcome<ObjectNode> outcome, HttpHeaders headers) {
    return outcome
        .map(json -> Answers.document(200, json, headers).build())
        .orElse(ProblemJson::response);
  }

  private Uni<Response> onVirtualThread(Supplier<Response> work) {
    return Uni.createFrom().item(work).runSubscriptionOn(threads);
  }
}
