package io.skerry.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A whole Skerry on this machine: etcd, PostgreSQL, control plane and agents as processes of their
/// own. Parts are started in this order and stopped in the opposite one. What was started is
/// stopped when starting fails. Safe for use by several threads once started.
public final class LocalStack implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);

  /// The first process of a program stores its start-up cache at its end, which takes a while.
  private static final Duration RECORDING_GRACE = Duration.ofSeconds(45);

  private static final Duration FLEET_PATIENCE = Duration.ofMinutes(2);

  private final StackConfig config;
  private final Launches launches;
  private final Progress progress;
  private final Watchdog watchdog;
  private final List<Part> parts = new CopyOnWriteArrayList<>();
  private Optional<AgentTraining> training = Optional.empty();

  private LocalStack(StackConfig config, Progress progress) {
    this.config = config;
    this.launches = new Launches(config);
    this.progress = progress;
    this.watchdog = new Watchdog(progress);
  }

  /// Starts everything and waits until every node has acknowledged what it shall run and, at first
  /// start, until the rollouts of what was declared have succeeded.
  public static LocalStack start(StackConfig config, Progress progress)
      throws StepFailedException, InterruptedException {
    LocalStack stack = new LocalStack(config, progress);
    boolean started = false;
    try {
      stack.startAll();
      started = true;
      return stack;
    } finally {
      if (!started) {
        stack.close();
      }
    }
  }

  /// The parts, in the order they were started.
  public List<Part> parts() {
    return List.copyOf(parts);
  }

  /// The part with this name: `etcd`, `postgres`, `control-plane` or `agent-<node>`.
  public Optional<Part> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  /// What this stack was asked to be.
  public StackConfig config() {
    return config;
  }

  /// How often a part had to be started again.
  int restartsOf(Part part) {
    return watchdog.restartsOf(part);
  }

  /// Starts one more control plane of the same stores, on this port.
  public Part addControlPlane(String name, int port)
      throws StepFailedException, InterruptedException {
    return start(launches.controlPlane(name, port, databaseUrl()).in(config.layout()));
  }

  @Override
  public void close() {
    watchdog.close();
    training.ifPresent(AgentTraining::close);
    List<Part> agents = parts.stream().filter(LocalStack::isAgent).toList();
    // All are told first, so that they end at the same time.
    agents.forEach(agent -> agent.process().ifPresent(ProcessHandle::destroy));
    agents.forEach(agent -> agent.stop(GRACE));
    agents.forEach(agent -> forget(AgentStarter.tokenFile(config.layout(), agent.name())));
    List<Part> servers = new ArrayList<>(parts);
    servers.removeAll(agents);
    if (launches.recordsControlPlane()) {
      progress.say("the control plane stores its start-up cache, once; that takes a few seconds");
    }
    servers.reversed().forEach(server -> server.stop(grace(server)));
  }

  private static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException leftBehind) {
      // It has been used up.
    }
  }

  private static Duration grace(Part part) {
    return part.name().startsWith(Launches.CONTROL_PLANE) ? RECORDING_GRACE : GRACE;
  }

  private void startAll() throws StepFailedException, InterruptedException {
    start(launches.etcd().in(config.layout()));
    if (config.settings().databaseUrl().isEmpty()) {
      start(new PostgresPart(config.layout(), config.ports().postgres()));
    }
    start(launches.controlPlane(databaseUrl()).in(config.layout()));
    startFleet();
    startHello();
    if (config.supervision() == StackConfig.Supervision.RESTART) {
      watchdog.start(parts());
      training = launches.agentTraining();
      training.ifPresent(AgentTraining::start);
    }
  }

  private String databaseUrl() {
    return config.settings().databaseUrl().isEmpty()
        ? "postgresql://postgres@127.0.0.1:" + config.ports().postgres() + "/postgres"
        : config.settings().databaseUrl();
  }

  private void startFleet() throws StepFailedException, InterruptedException {
    if (config.fleet() instanceof StackConfig.Fleet.None) {
      return;
    }
    FleetSetup setup = new FleetSetup(config);
    List<String> nodes = setup.declare(progress);
    long began = System.nanoTime();
    AgentStarter starter = new AgentStarter(config, launches, setup);
    List<Part> agents = starter.parts(nodes);
    parts.addAll(agents);
    starter.startAll(agents);
    progress.say(line("agents", nodes.size() + " started in " + seconds(began)));
    awaitReady(setup, nodes);
  }

  /// Only beside gateways; an example does without its upstream rather than keep the stack from
  /// starting.
  private void startHello() throws StepFailedException, InterruptedException {
    if (config.ports().gateway(0) == 0 || config.fleet() instanceof StackConfig.Fleet.None) {
      return;
    }
    if (!Ports.busy(List.of(Ports.HELLO)).isEmpty()) {
      progress.say(
          line(Launches.HELLO, "port " + Ports.HELLO + " is taken: the example has no upstream"));
      return;
    }
    start(launches.hello(HelloPages.in(config.layout())).in(config.layout()));
  }

  private void awaitReady(FleetSetup setup, List<String> nodes)
      throws StepFailedException, InterruptedException {
    long began = System.nanoTime();
    FleetWait wait = new FleetWait(setup, nodes, progress);
    if (!Waiting.until(FLEET_PATIENCE, wait) || !wait.isDone()) {
      String slow = wait.firstNotReady();
      throw new StepFailedException(
          "fleet",
          "not every node has what was declared after " + seconds(began) + ": " + wait.reasons(),
          config.layout().log(slow.isEmpty() ? Launches.CONTROL_PLANE : "agent-" + slow));
    }
    progress.say(
        line(
            "fleet",
            nodes.size() + " of " + nodes.size() + " nodes ready after " + seconds(began)));
  }

  private Part start(Part part) throws StepFailedException, InterruptedException {
    long began = System.nanoTime();
    parts.add(part);
    part.start();
    progress.say(line(part.name(), "ready in " + seconds(began) + "   " + part.address()));
    return part;
  }

  private static boolean isAgent(Part part) {
    return part.name().startsWith("agent-");
  }

  private static String line(String what, String outcome) {
    return "  %-15s %s".formatted(what, outcome);
  }

  private static String seconds(long began) {
    return "%.1f s".formatted((System.nanoTime() - began) / 1e9);
  }
}
