package io.skerry.cli.local;

import io.skerry.cli.rest.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Starts the agents of nodes, a few at a time.
final class AgentStarter {
  /// JVMs that start at the same time only make one another wait. For a thousand agents on two
  /// processors.
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final StackConfig config;
  private final Launches launches;
  private final FleetSetup setup;

  AgentStarter(StackConfig config, Launches launches, FleetSetup setup) {
    this.config = config;
    this.launches = launches;
    this.setup = setup;
  }

  /// The agents of these nodes, not yet started. A node that has not joined gets a token.
  List<Part> parts(List<String> nodes) throws StepFailedException {
    List<Part> parts = new ArrayList<>();
    for (String node : nodes) {
      int index = parts.size();
      Launches.AgentPorts ports =
          new Launches.AgentPorts(config.ports().agent(index), config.ports().gateway(index));
      parts.add(launches.agent(node, ports, join(node)).in(config.layout()));
    }
    return parts;
  }

  /// Starts them and waits until each serves.
  void startAll(List<Part> agents) throws StepFailedException, InterruptedException {
    Semaphore room = new Semaphore(AT_ONCE);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> starts = new ArrayList<>();
      for (Part agent : agents) {
        starts.add(executor.submit(() -> start(agent, room)));
      }
      for (Future<?> start : starts) {
        start.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (TimeoutException slow) {
      throw new StepFailedException(
          "agents",
          "did not all start within " + PATIENCE.toMinutes() + " min",
          config.layout().logs());
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof StepFailedException step) {
        throw step;
      }
      throw new StepFailedException(
          "agents", String.valueOf(failed.getMessage()), config.layout().logs());
    }
  }

  private static boolean start(Part agent, Semaphore room)
      throws StepFailedException, InterruptedException {
    if (!room.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new StepFailedException(
          agent.name(), "the agents before it did not start", agent.log());
    }
    try {
      agent.start();
      return true;
    } finally {
      room.release();
    }
  }

  /// Where the join token of an agent is while the stack runs.
  static Path tokenFile(StackLayout layout, String agent) {
    return layout.run().resolve(agent + ".token");
  }

  private List<String> join(String node) throws StepFailedException {
    Path data = config.layout().agentData(node);
    if (Files.exists(data.resolve("identity.json"))) {
      return List.of();
    }
    Path file = tokenFile(config.layout(), "agent-" + node);
    try {
      Files.createDirectories(data);
      Files.createDirectories(config.layout().run());
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, setup.joinToken(node));
      return List.of("--join-token-file", file.toString());
    } catch (IOException | ApiException failure) {
      throw new StepFailedException(
          "join token of " + node,
          String.valueOf(failure.getMessage()),
          config.layout().log(Launches.CONTROL_PLANE));
    }
  }
}
