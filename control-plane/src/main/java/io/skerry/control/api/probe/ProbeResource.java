package io.skerry.control.api.probe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.Answers;
import io.skerry.control.api.write.FreshView;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.LeaseLoop.Candidate;
import io.skerry.schema.codec.Durations;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Probe;
import io.skerry.schema.model.Probe.Check;
import io.skerry.schema.model.ResourceName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Probes a node now, on somebody's request. What comes out is told, and changes neither the node's
/// status nor its score: one try is not a verdict.
@Path("/api/v1")
@Produces({MediaType.APPLICATION_JSON, Answers.YAML})
@Tag(name = "fleet")
@RunOnVirtualThread
public class ProbeResource {

  private static final int AT_ONCE = 16;
  private static final int MAX_RETRIES = 5;
  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /// What is tried of a node for which nothing is declared.
  private static final Probe SELF_TEST =
      new Probe(
          new ResourceName("self-test"),
          new Check.SelfTest(),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          0,
          1,
          1);

  private final Trials trials;
  private final FreshView view;
  private final Candidate me;
  private final Semaphore room = new Semaphore(AT_ONCE);

  @Inject
  ProbeResource(Trials trials, FreshView view, Candidate me) {
    this.trials = trials;
    this.view = view;
    this.me = me;
  }

  /// Tries every declared probe of a node, one after the other.
  @POST
  @Path("/nodes/{name}/probe")
  @Operation(summary = "Try the node's probes now; without any, ask for its own test")
  public Response probe(
      @PathParam("name") String name,
      @QueryParam("timeout") @DefaultValue("") String timeout,
      @QueryParam("retries") @DefaultValue("") String retries,
      @Context HttpHeaders headers)
      throws Exception {
    Outcome<List<Probe>> probes =
        node(name)
            .then(
                node ->
                    timeout(timeout)
                        .then(time -> retries(retries).map(n -> probes(node, time, n))));
    if (probes instanceof Outcome.Done<List<Probe>>(List<Probe> found)) {
      if (!room.tryAcquire()) {
        return ProblemJson.response(
            Problem.of(ProblemCode.TOO_MANY_REQUESTS, AT_ONCE + " nodes are being probed already")
                .retryAfter(1));
      }
      try {
        return Answers.document(200, tried(new ResourceName(name), found), headers).build();
      } finally {
        room.release();
      }
    }
    return probes.<Response>map(_ -> Response.serverError().build()).orElse(ProblemJson::response);
  }

  private ObjectNode tried(ResourceName node, List<Probe> probes) throws Exception {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("node", node.value())
            .put("replica", me.name().value());
    view.recent()
        .statuses()
        .get(node)
        .map(Versioned::value)
        .map(NodeStatus::replica)
        .ifPresent(it -> json.put("heardBy", it));
    ArrayNode results = JsonNodeFactory.instance.arrayNode();
    boolean passed = true;
    for (Probe probe : probes) {
      Trial trial = trials.of(node, probe);
      passed &= trial.outcome() == NodeStatus.Outcome.PASSED;
      results.add(result(probe, trial));
    }
    json.put("passed", passed).set("results", results);
    return json;
  }

  private static ObjectNode result(Probe probe, Trial trial) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("probe", probe.name().value());
    switch (probe.check()) {
      case Check.Http http -> json.put("check", "http").put("target", http.url().toString());
      case Check.Tcp tcp -> json.put("check", "tcp").put("target", tcp.host() + ":" + tcp.port());
      case Check.SelfTest _ -> json.put("check", "selfTest").put("target", "");
    }
    return json.put("outcome", trial.outcome().name().toLowerCase(Locale.ROOT))
        .put("attempts", trial.attempts())
        .put("durationMillis", trial.duration().toMillis())
        .put("message", trial.message());
  }

  private Outcome<Node> node(String name) {
    if (!ResourceName.isValid(name)) {
      return Outcome.refused(Problem.invalid("name", "must match " + ResourceName.SYNTAX));
    }
    ResourceName node = new ResourceName(name);
    return view.recent()
        .node(node)
        .or(() -> view.current().node(node))
        .flatMap(it -> it.value() instanceof Node found ? Optional.of(found) : Optional.empty())
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Problem.notFound("nodes/" + name)));
  }

  private static Outcome<Optional<Duration>> timeout(String text) {
    if (text.isBlank()) {
      return Outcome.done(Optional.empty());
    }
    return Durations.parse(text)
        .filter(it -> it.compareTo(SHORTEST) >= 0 && it.compareTo(LONGEST) <= 0)
        .map(it -> Outcome.done(Optional.of(it)))
        .orElseGet(
            () ->
                Outcome.refused(
                    Problem.invalid("timeout", "must be a duration from 50ms to 10s, such as 2s")));
  }

  private static Outcome<Optional<Integer>> retries(String text) {
    if (text.isBlank()) {
      return Outcome.done(Optional.empty());
    }
    boolean isValid = text.matches("[0-9]") && Integer.parseInt(text) <= MAX_RETRIES;
    return isValid
        ? Outcome.done(Optional.of(Integer.parseInt(text)))
        : Outcome.refused(Problem.invalid("retries", "must be a number from 0 to " + MAX_RETRIES));
  }

  private static List<Probe> probes(
      Node node, Optional<Duration> timeout, Optional<Integer> retries) {
    List<Probe> declared = node.spec().upkeep().probes();
    return (declared.isEmpty() ? List.of(SELF_TEST) : declared)
        .stream()
            .map(
                it ->
                    new Probe(
                        it.name(),
                        it.check(),
                        it.interval(),
                        timeout.orElse(it.timeout()),
                        retries.orElse(it.retries()),
                        it.unhealthy(),
                        it.healthy()))
            .toList();
  }
}
