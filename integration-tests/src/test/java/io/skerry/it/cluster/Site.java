package io.skerry.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.bench.soak.cluster.Answer;
import io.skerry.bench.soak.cluster.Cluster;
import io.skerry.bench.soak.cluster.NodeApi;
import io.skerry.bench.soak.cluster.Rest;
import io.skerry.cli.local.StackConfig;
import io.skerry.cli.local.StepFailedException;
import io.skerry.it.canary.Checkout;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.EtcdConfig;
import io.skerry.schema.store.EtcdStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.core.ThrowingRunnable;

/// A running cluster with two control planes and the example fleet, and what tests ask of it.
public final class Site implements AutoCloseable {

  /// The second control plane.
  public static final String SECOND = "control-plane-2";

  /// How long a leader that vanished stays in office.
  public static final Duration LEADER_TTL = Duration.ofSeconds(3);

  /// The name of a secret of the tenant `default` that notifications can be signed with.
  public static final String SECRET = "hook";

  /// What is in it.
  public static final String SECRET_CONTENT = "a secret between the two";

  /// The scope of the store.
  public static final Keys KEYS = new Keys(new ResourceName("local"));

  private static final Set<String> UNDER_WAY =
      Set.of("pending", "progressing", "baking", "rollingBack");

  /// A node takes one rollout at a time, and a stream of writes leaves it many to take.
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  private static final int NODES = 6;

  private final Cluster cluster;
  private final Set<String> paused = ConcurrentHashMap.newKeySet();

  private Site(Cluster cluster) {
    this.cluster = cluster;
  }

  static Site start() {
    try {
      return new Site(start("shared", NODES, settings()));
    } catch (StepFailedException failed) {
      throw new IllegalStateException(String.join("\n", failed.report()), failed);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static StackConfig.Settings settings() throws IOException {
    Path secrets = Path.of("target", "sites", "secrets").toAbsolutePath();
    Files.createDirectories(secrets.resolve("default"));
    Files.writeString(secrets.resolve("default").resolve(SECRET), SECRET_CONTENT);
    return new StackConfig.Settings(
            "",
            Map.of(
                "skerry.leader-ttl", "3s",
                "skerry.heartbeat", "2s",
                "skerry.notifications.allow-loopback", "true",
                "skerry.notifications.secrets", secrets.toString()))
        .withAgents(Map.of("SKERRY_GATEWAY", "127.0.0.1:0"));
  }

  private static Cluster start(String name, int nodes, StackConfig.Settings settings)
      throws StepFailedException, IOException, InterruptedException {
    Cluster cluster = cluster(name, nodes, settings);
    try {
      cluster.addReplica(SECOND);
      return cluster;
    } catch (StepFailedException | InterruptedException failed) {
      cluster.close();
      throw failed;
    }
  }

  /// A cluster of the caller's own, with one control plane.
  ///
  /// @param name of its folder
  public static Cluster cluster(String name, int nodes, StackConfig.Settings settings)
      throws StepFailedException, IOException, InterruptedException {
    Path folder = Path.of("target", "sites", name).toAbsolutePath();
    return Cluster.start(
        new Cluster.Setup(Checkout.root(), EtcdProgram.find(), folder, nodes, settings));
  }

  /// The processes.
  public Cluster cluster() {
    return cluster;
  }

  /// The names of the nodes.
  public List<String> nodes() {
    return cluster.nodes();
  }

  /// The REST interface of the control plane that agents speak to.
  public Rest rest() {
    return cluster.rest();
  }

  /// The REST interface of a control plane that runs.
  public Rest anyRest() {
    return cluster.rest(
        cluster.replicas().stream()
            .filter(replica -> cluster.runs(replica) && !paused.contains(replica))
            .findFirst()
            .orElse(Cluster.CONTROL_PLANE));
  }

  /// A node's local API.
  public NodeApi node(String name) {
    return cluster.node(name);
  }

  /// Where a node's gateway takes requests, such as `http://127.0.0.1:40123`.
  public String gateway(String node) throws IOException {
    Path address = cluster.config().layout().agentData(node).resolve("gateway.address");
    return "http://" + Files.readString(address).strip();
  }

  /// A connection of the test's own to the store; the caller closes it.
  public EtcdStore store() {
    return new EtcdStore(EtcdConfig.of(List.of(cluster.config().etcd())), InstantSource.system());
  }

  /// Pauses a part until the end of the test.
  public void pause(String part) throws IOException, InterruptedException {
    paused.add(part);
    cluster.pause(part);
  }

  /// Resumes a paused part.
  public void resume(String part) throws IOException, InterruptedException {
    cluster.resume(part);
    paused.remove(part);
  }

  /// The control plane that leads; empty while none does.
  public String leader() throws IOException, InterruptedException {
    return anyRest().get("/api/v1/topology").text("/replica/leaderName");
  }

  /// A node as the control plane shows it.
  public JsonNode shown(String node) throws IOException, InterruptedException {
    return anyRest().get("/api/v1/nodes/" + node).body();
  }

  /// The digest that a node must run.
  public String desired(String node) throws IOException, InterruptedException {
    return shown(node).at("/status/desired/snapshot").asText();
  }

  /// What every node serves, by node.
  public Map<String, String> digests() throws InterruptedException {
    Map<String, String> digests = new TreeMap<>();
    for (String node : nodes()) {
      digests.put(node, node(node).digest());
    }
    return digests;
  }

  /// The generation that every node must run, by node.
  public Map<String, Long> generations() throws IOException, InterruptedException {
    Map<String, Long> generations = new TreeMap<>();
    for (String node : nodes()) {
      generations.put(node, shown(node).at("/status/desired/generation").asLong());
    }
    return generations;
  }

  /// The names of the nodes in a cloud.
  public Set<String> nodesIn(String cloud) throws IOException, InterruptedException {
    Set<String> names = new HashSet<>();
    for (JsonNode group : rest().get("/api/v1/topology").body().path("clouds")) {
      if (group.path("cloud").asText().equals(cloud)) {
        group.findValues("nodes").forEach(list -> list.forEach(n -> add(n, names)));
      }
    }
    return names;
  }

  private static void add(JsonNode node, Set<String> names) {
    if (node.path("name").isTextual()) {
      names.add(node.path("name").asText());
    }
  }

  /// Waits until an assertion holds.
  public static void eventually(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
  }

  /// Waits until every part runs, no rollout is under way, and every node serves what it must run.
  public void awaitWhole() {
    eventually(
        () -> {
          assertThat(underWay()).as("rollouts under way").isEmpty();
          for (String node : nodes()) {
            assertThatNodeIsReady(node);
          }
        });
  }

  private List<String> underWay() throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (JsonNode rollout : rest().get("/api/v1/rollouts").body().path("items")) {
      if (UNDER_WAY.contains(rollout.at("/status/phase").asText())) {
        names.add(rollout.at("/metadata/name").asText());
      }
    }
    return names;
  }

  private void assertThatNodeIsReady(String node) throws IOException, InterruptedException {
    Answer answer = rest().get("/api/v1/nodes/" + node);
    assertThat(answer.text("/status/state")).as("%s: %s", node, answer.body()).isEqualTo("ready");
    assertThat(node(node).digest())
        .as("what %s serves", node)
        .isEqualTo(answer.text("/status/desired/snapshot"));
  }

  /// Starts whatever a test left broken.
  public void mend() throws StepFailedException, IOException, InterruptedException {
    for (String part : Set.copyOf(paused)) {
      resume(part);
    }
    cluster.restart(Cluster.ETCD);
    cluster.restart(Cluster.POSTGRES);
    for (String replica : cluster.replicas()) {
      cluster.restart(replica);
    }
    for (String node : nodes()) {
      cluster.restart(Cluster.agent(node));
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
