package io.skerry.bench.propagation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.skerry.agent.Skerry;
import io.skerry.agent.SkerryOptions;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.view.ConfigView;
import io.skerry.bench.soak.cluster.AtOnce;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// What is measured: nodes with the agent's real core, each enrolled, with a connection to etcd of
/// its own, persisting and reporting as it always does; many in one process.
public final class SkerryFanOut implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int BUNDLE = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Api api;
  private final List<Skerry> nodes = new ArrayList<>();
  private final AtomicReference<Round> round = new AtomicReference<>(new Round("", 0));

  private SkerryFanOut(Api api) {
    this.api = api;
  }

  /// Declares nodes and enrols an agent for each, and waits until all of them follow.
  ///
  /// @param server the control plane's address
  /// @param folder for what agents persist
  /// @param runtime shared by the agents, closed by the caller after them
  public static SkerryFanOut open(String server, Path folder, int count, AgentRuntime runtime)
      throws IOException, InterruptedException {
    SkerryFanOut fanOut = new SkerryFanOut(new Api(server));
    fanOut.declare(count);
    for (int i = 0; i < count; i++) {
      fanOut.connect(server, folder, name(i), runtime);
    }
    fanOut.put("warm", 0);
    return fanOut;
  }

  /// One `PUT` of a policy, until the last node has verified, persisted and activated it.
  ///
  /// @param padding characters of payload
  public Duration put(String marker, int padding) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Round edit = edit(marker, padding);
    if (!edit.await(PATIENCE)) {
      throw new IllegalStateException(edit.missing() + " nodes did not apply the edit");
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /// The same without waiting for any node.
  public Round edit(String marker, int padding) throws IOException, InterruptedException {
    Round edit = new Round(marker, nodes.size());
    round.set(edit);
    api.put("/api/v1/policies/bench", policy(marker, padding));
    return edit;
  }

  /// How many nodes there are.
  public int size() {
    return nodes.size();
  }

  /// What each node serves; nodes that serve nothing are left out.
  public Map<ResourceName, Digest> running() {
    Map<ResourceName, Digest> running = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      ResourceName node = new ResourceName(name(i));
      nodes.get(i).config().version().ifPresent(it -> running.put(node, it.snapshot()));
    }
    return running;
  }

  /// How many nodes the control plane knows to run what they shall.
  public int ready() throws IOException, InterruptedException {
    return JSON.readTree(api.get("/api/v1/topology")).path("totals").path("ready").asInt();
  }

  /// Waits until the control plane knows that every node runs the last edit, so that what follows
  /// is measured on a quiet fleet.
  public void settle() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      Thread.sleep(PAUSE);
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not every node reported the last edit");
      }
    } while (ready() < nodes.size());
    Thread.sleep(PAUSE);
  }

  @Override
  public void close() {
    nodes.parallelStream().forEach(Skerry::close);
    api.close();
  }

  private void declare(int count) throws IOException, InterruptedException {
    api.post("/api/v1/apply", AtOnce.STANDARD);
    api.post(
        "/api/v1/apply",
        "{apiVersion: skerry/v1, kind: Cell, metadata: {name: bench}, spec: {cloud: onprem, region: bench}}");
    for (int from = 0; from < count; from += BUNDLE) {
      StringBuilder bundle = new StringBuilder();
      for (int i = from; i < Math.min(count, from + BUNDLE); i++) {
        bundle
            .append("---\n{apiVersion: skerry/v1, kind: Node, metadata: {name: ")
            .append(name(i))
            .append("}, spec: {cell: bench}}\n");
      }
      api.post("/api/v1/apply", bundle.toString());
    }
  }

  private void connect(String server, Path folder, String name, AgentRuntime runtime)
      throws IOException, InterruptedException {
    String token =
        JSON.readTree(api.post("/api/v1/nodes/" + name + "/join-token", "")).path("token").asText();
    Skerry node =
        Skerry.connect(
            SkerryOptions.of(name, folder.resolve(name))
                .withControlPlane(server)
                .withJoinToken(token),
            runtime);
    nodes.add(node);
    Arrival arrival = new Arrival();
    node.onChange(arrival::accept);
  }

  /// Counts one node into each round once.
  private final class Arrival {
    private String seen = "";

    void accept(ConfigView view) {
      Round current = round.get();
      boolean arrived =
          view.get("bench", "bench", "bench")
              .filter(
                  policy -> policy.config().canonical().contains("\"" + current.marker() + "\""))
              .isPresent();
      if (arrived && !seen.equals(current.marker())) {
        seen = current.marker();
        current.arrived();
      }
    }
  }

  private static String policy(String marker, int padding) {
    return """
        {apiVersion: skerry/v1, kind: Policy, metadata: {name: bench}, spec: {service: bench, type: config, config: {marker: "%s", padding: "%s"}}}
        """
        .formatted(marker, "x".repeat(padding));
  }

  private static String name(int index) {
    return "bench-%05d".formatted(index);
  }
}
