package io.skerry.agent;

import io.skerry.agent.apply.Preparation;
import io.skerry.agent.enrol.Identity;
import io.skerry.agent.enrol.IdentityFile;
import io.skerry.agent.gateway.Gateway;
import io.skerry.agent.logs.RequestLog;
import io.skerry.agent.observe.ConditionType;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.runtime.NodeLink;
import io.skerry.agent.runtime.Subscription;
import io.skerry.agent.serve.LocalApi;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.sync.NodeStart;
import io.skerry.agent.sync.ProbationLoop;
import io.skerry.agent.traffic.NodeTelemetry;
import io.skerry.agent.trial.CanaryPhase;
import io.skerry.agent.trial.Kept;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.ResourceName;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An edge node inside a program: verified configuration, kept current, readable in nanoseconds,
/// and there after a restart without any network.
///
/// ```java
/// var options = SkerryOptions.of("iad-1", Path.of("/var/lib/skerry"))
///     .withControlPlane("https://skerry.example:8470").withJoinToken(token);
/// try (Skerry skerry = Skerry.connect(options)) {
///   skerry.onChange(config -> log.info("now at {}", config.version()));
///   skerry.config().get("us-east-1", "asr", "rate-limit").ifPresent(policy -> limit(policy.config()));
/// }
/// ```
///
/// Take [#config] once per request and keep it: the request then never sees a mix of two snapshots.
/// Nothing that happens to the network, the store or the control plane changes what is served; only
/// a complete, verified and persisted newer snapshot does. Safe for use by any thread.
public final class Skerry implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(6);

  /// Long enough for a request that a client sent when its connection was still quiet.
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final ResourceName name;
  private final AgentRuntime runtime;
  private final FileDisk disk;
  private final SnapshotJournal journal;
  private final StatusBoard board;
  private final NodeLink link;
  private final NodeStart node;
  private final ProbationLoop probation;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final Optional<Gateway> gateway;
  private final Runnable release;
  private final NodeTelemetry telemetry;
  private final AtomicBoolean left = new AtomicBoolean();
  private @Nullable Thread linkThread;
  private @Nullable Thread probationThread;

  /// The parts that move a node.
  private record Node(
      ResourceName name,
      NodeStart start,
      NodeLink link,
      ProbationLoop probation,
      Optional<Gateway> gateway) {}

  private Skerry(
      AgentRuntime runtime,
      FileDisk disk,
      SnapshotJournal journal,
      StatusBoard board,
      Node node,
      NodeTelemetry telemetry,
      Runnable release) {
    this.telemetry = telemetry;
    this.name = node.name();
    this.runtime = runtime;
    this.disk = disk;
    this.journal = journal;
    this.board = board;
    this.link = node.link();
    this.node = node.start();
    this.probation = node.probation();
    this.gateway = node.gateway();
    this.release = release;
    board.onView(view -> subscriptions.forEach(subscription -> subscription.offer(view)));
  }

  /// Starts a node: it serves its persisted snapshot when this returns, and connects in the
  /// background.
  ///
  /// @throws SkerryException when the folder cannot be used, or there is neither an identity nor a
  ///   token
  public static Skerry connect(SkerryOptions options) {
    AgentRuntime runtime = AgentRuntime.system();
    try {
      Skerry skerry = open(options, runtime, runtime::close);
      skerry.start();
      return skerry;
    } catch (SkerryException e) {
      runtime.close();
      throw e;
    }
  }

  /// Starts a node beside others in this process. The caller closes the runtime after its nodes.
  ///
  /// @throws SkerryException as [#connect(SkerryOptions)]
  public static Skerry connect(SkerryOptions options, AgentRuntime runtime) {
    Skerry skerry = open(options, runtime, () -> {});
    skerry.start();
    return skerry;
  }

  /// What the node serves now. Costs a volatile read.
  public ConfigView config() {
    return board.view();
  }

  /// Where the gateway takes requests; empty when the options name none.
  public Optional<InetSocketAddress> gatewayAddress() {
    return gateway.map(Gateway::address);
  }

  /// How the node stands with its cell's store.
  public Link link() {
    return board.link();
  }

  /// How far what the node serves has proven itself.
  public CanaryPhase phase() {
    return config()
        .version()
        .map(v -> node.probation().phase(new Kept(v.snapshot(), v.generation())))
        .orElseGet(
            () -> node.applier().isHoldingBack() ? CanaryPhase.HELD_BACK : CanaryPhase.EMPTY);
  }

  /// Calls `listener` with the present view, if there is one, and with every later one; never two
  /// calls at once. A slow listener misses views in between, never the newest. What it throws is
  /// logged.
  ///
  /// @return ends the calls
  public Listening onChange(Consumer<ConfigView> listener) {
    Subscription subscription = new Subscription(listener, runtime.executor());
    subscriptions.add(subscription);
    if (config().version().isPresent()) {
      subscription.offer(config());
    }
    return () -> {
      subscription.close();
      subscriptions.remove(subscription);
    };
  }

  /// Asks the control plane not to change this node until then: a broadcast, a backup. Rollouts
  /// leave the node out meanwhile, for a day at most. What was told already, a rollback and an
  /// emergency come all the same.
  public void deferChanges(Instant until, String reason) {
    board.deferChanges(until, reason);
  }

  /// Takes [#deferChanges] back.
  public void allowChanges() {
    board.allowChanges();
  }

  /// Reports what the program found when it tested itself. It lowers the node's health score, and
  /// is what a declared `selfTest` probe looks at.
  ///
  /// @param problem what does not work; blank when everything does
  public void selfTest(String problem) {
    if (problem.isBlank()) {
      board.clear(ConditionType.SELF_TEST_FAILED);
    } else {
      board.raise(ConditionType.SELF_TEST_FAILED, problem);
    }
  }

  /// A listener's calls, until closed.
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /// Ends in order: the node says that it is not ready any more, the gateway answers what is under
  /// way, the last status and the last measurements are told or kept, and the folder is free.
  /// Bounded by the gateway's drain and some seconds. Views that were taken stay usable.
  @Override
  public void close() {
    board.leave();
    drain();
    leaveFolder();
    release.run();
  }

  /// Leaves the folder to another process of this node: everything is told or kept, and nothing is
  /// measured on the disk any more. The gateway goes on with the view that is active now.
  void release() {
    board.leave();
    leaveFolder();
  }

  /// Another process listens on the gateway's port: takes no more connections from there.
  void giveUpPort() {
    gateway.ifPresent(Gateway::giveWay);
  }

  /// After [#release]: answers what is under way, and tells what was measured since.
  void finish() {
    drain();
    telemetry.tellRest();
    release.run();
  }

  private void drain() {
    gateway.ifPresent(it -> it.drain(QUIET));
    gateway.ifPresent(Gateway::close);
  }

  private void leaveFolder() {
    if (left.getAndSet(true)) {
      return;
    }
    telemetry.close();
    link.close();
    probation.close();
    subscriptions.forEach(Subscription::close);
    join(linkThread);
    join(probationThread);
    node.probation().ended();
    runtime.release(journal);
    disk.close();
  }

  /// Reads what was persisted and serves it, without any network.
  static Skerry open(SkerryOptions options, AgentRuntime runtime, Runnable release) {
    Skerry skerry = ready(options, runtime, release);
    skerry.listen();
    return skerry;
  }

  /// The same, with a gateway that takes no requests yet: whoever replaces another process must not
  /// be sent any before everything else has succeeded.
  static Skerry ready(SkerryOptions options, AgentRuntime runtime, Runnable release) {
    FileDisk disk = Opening.disk(options);
    try {
      return assemble(options, runtime, disk, release);
    } catch (RuntimeException e) {
      disk.close();
      throw e;
    }
  }

  /// Takes requests from now on.
  ///
  /// @throws SkerryException when the address cannot be used; the node is closed then
  void listen() {
    try {
      gateway.ifPresent(Opening::listen);
    } catch (SkerryException e) {
      leaveFolder();
      throw e;
    }
  }

  /// Begins to connect.
  void start() {
    linkThread = runtime.start("skerry-link", link);
    probationThread = runtime.start("skerry-probation", probation);
  }

  /// What the local API of this node shows.
  LocalApi.Sources localApiSources() {
    return new LocalApi.Sources(
        name,
        board,
        this::phase,
        List.of(out -> out.families(telemetry.totals().prometheus())),
        runtime.timing().nanos());
  }

  StatusBoard board() {
    return board;
  }

  /// What the node measures; whoever serves requests by the config counts them here.
  public NodeTelemetry telemetry() {
    return telemetry;
  }

  private static void join(@Nullable Thread thread) {
    try {
      if (thread != null && !thread.join(CLOSE_TIMEOUT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Skerry assemble(
      SkerryOptions options, AgentRuntime runtime, FileDisk disk, Runnable release) {
    String bootId = runtime.newBootId();
    StatusBoard board = new StatusBoard(bootId, Version.OF_AGENT, runtime.timing().clock());
    NodeTelemetry telemetry = telemetry(bootId, board, runtime);
    SnapshotJournal journal = runtime.journal(disk);
    Optional<RequestLog> requests =
        options.gateway().map(_ -> Measuring.requests(telemetry, disk, runtime));
    Optional<Gateway> gateway =
        requests.map(log -> gateway(options, board, telemetry, log, runtime));
    NodeStart start =
        NodeStart.begin(
            options.node(),
            journal,
            board,
            runtime.timing(),
            gateway.map(Gateway::taster).orElse(Preparation.NONE));
    Node node =
        new Node(
            options.node(),
            start,
            link(
                options, board, start, disk, runtime, new Measuring.Reporting(telemetry, requests)),
            new ProbationLoop(board, start, options.soak(), runtime.timing().nanos()),
            gateway);
    return new Skerry(runtime, disk, journal, board, node, telemetry, release);
  }

  private static NodeTelemetry telemetry(String bootId, StatusBoard board, AgentRuntime runtime) {
    return new NodeTelemetry(
        bootId,
        board,
        Runtime.getRuntime().availableProcessors(),
        runtime.timing().clock(),
        runtime.timing().nanos());
  }

  private static Gateway gateway(
      SkerryOptions options,
      StatusBoard board,
      NodeTelemetry telemetry,
      RequestLog log,
      AgentRuntime runtime) {
    return Opening.gateway(
        options.node(), options.gateway().orElseThrow(), board, log, telemetry.recorder(), runtime);
  }

  private static NodeLink link(
      SkerryOptions options,
      StatusBoard board,
      NodeStart start,
      FileDisk disk,
      AgentRuntime runtime,
      Measuring.Reporting reporting) {
    IdentityFile identityFile = new IdentityFile(disk);
    Optional<Identity> identity = Opening.identity(identityFile, options, board);
    NodeLink.Plan plan =
        new NodeLink.Plan(
            options.node(),
            Version.OF_AGENT,
            identity,
            options.controlPlane(),
            options.joinToken(),
            options.heartbeat());
    return new NodeLink(
        plan,
        runtime,
        identityFile,
        board,
        start.applier(),
        to -> Measuring.start(reporting.telemetry(), to, disk, runtime),
        reporting.logsWanted(runtime));
  }
}
