package io.skerry.bench.soak.cluster;

import io.skerry.cli.local.LocalStack;
import io.skerry.cli.local.Part;
import io.skerry.cli.local.Ports;
import io.skerry.cli.local.Programs;
import io.skerry.cli.local.StackConfig;
import io.skerry.cli.local.StackLayout;
import io.skerry.cli.local.StepFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// etcd, PostgreSQL, control planes and agents as real processes whose owner breaks them on
/// purpose: nothing is restarted by itself. Parts have the names of [LocalStack]. Safe for use by
/// several threads, but one part is only ever handled by one of them at a time.
public final class Cluster implements AutoCloseable {

  /// The store.
  public static final String ETCD = "etcd";

  /// The database of the history.
  public static final String POSTGRES = "postgres";

  /// The control plane that agents speak to.
  public static final String CONTROL_PLANE = "control-plane";

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration NO_GRACE = Duration.ZERO;
  private static final int START_TRIES = 5;

  private final LocalStack stack;
  private final List<String> replicas = new ArrayList<>(List.of(CONTROL_PLANE));
  private final Thread endOfProgram = Thread.ofPlatform().unstarted(this::killAll);

  private volatile boolean closed;

  private Cluster(LocalStack stack) {
    this.stack = stack;
    Runtime.getRuntime().addShutdownHook(endOfProgram);
  }

  /// What to start.
  ///
  /// @param project the project's folder, built
  /// @param etcd the etcd program
  /// @param folder where everything is kept; what an earlier cluster left there is deleted
  /// @param nodes how many agents
  /// @param settings of the control planes, and which database
  public record Setup(
      Path project, Path etcd, Path folder, int nodes, StackConfig.Settings settings) {}

  /// Starts it and waits until every node has acknowledged what it shall run. From then on a change
  /// that names no strategy moves every node at once.
  public static Cluster start(Setup setup)
      throws StepFailedException, IOException, InterruptedException {
    StackLayout layout = new StackLayout(setup.folder());
    ClusterFolder.clear(layout);
    StackConfig config =
        new StackConfig(
            layout,
            Ports.free(),
            Programs.built(setup.project(), setup.etcd()),
            setup.project().resolve("examples"),
            setup.nodes() == 0
                ? new StackConfig.Fleet.None()
                : new StackConfig.Fleet.Count(setup.nodes()),
            StackConfig.Supervision.NONE,
            setup.settings());
    Cluster cluster = new Cluster(LocalStack.start(config, _ -> {}));
    Answer declared = cluster.rest().put("/api/v1/rolloutstrategies/standard", AtOnce.STANDARD);
    if (declared.status() / 100 != 2) {
      cluster.close();
      throw new IOException("the strategy was refused: " + declared.body());
    }
    return cluster;
  }

  /// The names of the nodes.
  public List<String> nodes() {
    return stack.parts().stream()
        .map(Part::name)
        .filter(name -> name.startsWith("agent-"))
        .map(name -> name.substring("agent-".length()))
        .toList();
  }

  /// The name of the part that is a node's agent.
  public static String agent(String node) {
    return "agent-" + node;
  }

  /// The names of the control planes.
  public synchronized List<String> replicas() {
    return List.copyOf(replicas);
  }

  /// Starts one more control plane.
  public synchronized void addReplica(String name)
      throws StepFailedException, InterruptedException {
    stack.addControlPlane(name, Ports.free().rest());
    replicas.add(name);
  }

  /// The REST interface of the first control plane.
  public Rest rest() {
    return rest(CONTROL_PLANE);
  }

  /// The REST interface of a control plane.
  public Rest rest(String replica) {
    return new Rest(part(replica).address(), CALL_TIMEOUT);
  }

  /// The local API of a node's agent.
  public NodeApi node(String name) {
    Part agent = part(agent(name));
    return new NodeApi(name, agent::address);
  }

  /// What it was started with.
  public StackConfig config() {
    return stack.config();
  }

  /// Whether a part runs.
  public boolean runs(String name) {
    return part(name).process().isPresent();
  }

  /// Ends a part as `kill -9` does.
  public void kill(String name) {
    part(name)
        .process()
        .ifPresent(
            process -> {
              process.descendants().forEach(ProcessHandle::destroyForcibly);
              process.destroyForcibly();
              process.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(_ -> process).join();
            });
  }

  /// Asks a part to end, as an operator does.
  public void stop(String name) {
    part(name).stop(Duration.ofSeconds(20));
  }

  /// Starts a part that was ended, and waits until it serves.
  public void restart(String name) throws StepFailedException, InterruptedException {
    for (int attempt = 1; !closed && !runs(name); attempt++) {
      try {
        part(name).start();
      } catch (StepFailedException failed) {
        // What a killed server held, such as PostgreSQL's shared memory, is not free at once.
        if (attempt == START_TRIES) {
          throw failed;
        }
        Thread.sleep(Duration.ofMillis(300L * attempt));
      }
    }
  }

  /// Stops a part from running without closing its connections, as `SIGSTOP` does.
  public void pause(String name) throws IOException, InterruptedException {
    signal(name, "-STOP");
  }

  /// Undoes [#pause].
  public void resume(String name) throws IOException, InterruptedException {
    signal(name, "-CONT");
  }

  /// Ends everything at once.
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(endOfProgram);
    killAll();
    stack.close();
  }

  private void killAll() {
    closed = true;
    stack
        .parts()
        .reversed()
        .forEach(part -> part.process().ifPresent(ProcessHandle::destroyForcibly));
    stack.parts().forEach(part -> part.stop(NO_GRACE));
  }

  private void signal(String name, String signal) throws IOException, InterruptedException {
    long pid =
        part(name)
            .process()
            .orElseThrow(() -> new IllegalStateException(name + " does not run"))
            .pid();
    Process kill = new ProcessBuilder("kill", signal, String.valueOf(pid)).start();
    if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new IOException("kill " + signal + " of " + name + " failed");
    }
  }

  private Part part(String name) {
    return stack
        .part(name)
        .orElseThrow(() -> new IllegalArgumentException("there is no part " + name));
  }
}
