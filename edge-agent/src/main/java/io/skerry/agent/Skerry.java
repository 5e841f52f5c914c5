package io.skerry.agent;

import io.skerry.agent.gateway.Gateway;
import io.skerry.agent.observe.ConditionType;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.runtime.Subscription;
import io.skerry.agent.serve.LocalApi;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.traffic.NodeTelemetry;
import io.skerry.agent.trial.CanaryPhase;
import io.skerry.agent.trial.Kept;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.model.NodeStatus.Link;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

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

  private final AgentRuntime runtime;
  private final NodeParts parts;
  private final StatusBoard board;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final Departure departure;
  private final Runnable release;

  private Skerry(AgentRuntime runtime, NodeParts parts, Runnable release) {
    this.runtime = runtime;
    this.parts = parts;
    this.board = parts.board();
    this.departure = new Departure(parts, subscriptions, runtime);
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
    return parts.gateway().map(Gateway::address);
  }

  /// How the node stands with its cell's store.
  public Link link() {
    return board.link();
  }

  /// How far what the node serves has proven itself.
  public CanaryPhase phase() {
    return config()
        .version()
        .map(v -> parts.start().probation().phase(new Kept(v.snapshot(), v.generation())))
        .orElseGet(
            () ->
                parts.start().applier().isHoldingBack()
                    ? CanaryPhase.HELD_BACK
                    : CanaryPhase.EMPTY);
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
    departure.drain();
    departure.leaveFolder();
    release.run();
  }

  /// Leaves the folder to another process of this node: everything is told or kept, and nothing is
  /// measured on the disk any more. The gateway goes on with the view that is active now.
  void release() {
    board.leave();
    departure.leaveFolder();
  }

  /// Another process listens on the gateway's port: takes no more connections from there.
  void giveUpPort() {
    parts.gateway().ifPresent(Gateway::giveWay);
  }

  /// After [#release]: answers what is under way, and tells what was measured since.
  void finish() {
    departure.drain();
    parts.telemetry().tellRest();
    release.run();
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
      Skerry skerry = new Skerry(runtime, NodeParts.assemble(options, runtime, disk), release);
      Opening.mark(disk, skerry.board);
      return skerry;
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
      parts.gateway().ifPresent(Opening::listen);
    } catch (SkerryException e) {
      departure.leaveFolder();
      throw e;
    }
  }

  /// Begins to connect.
  void start() {
    departure.awaits(runtime.start("skerry-link", parts.link()));
    departure.awaits(runtime.start("skerry-probation", parts.probation()));
  }

  /// The upstreams that get no requests now.
  List<String> upstreamsDown() {
    return parts.gateway().map(Gateway::upstreamsDown).orElse(List.of());
  }

  /// What the local API of this node shows.
  LocalApi.Sources localApiSources() {
    return new LocalApi.Sources(
        parts.node(),
        board,
        this::phase,
        List.of(out -> out.families(parts.telemetry().totals().prometheus())),
        runtime.timing().nanos());
  }

  StatusBoard board() {
    return board;
  }

  /// What the node measures; whoever serves requests by the config counts them here.
  public NodeTelemetry telemetry() {
    return parts.telemetry();
  }
}
