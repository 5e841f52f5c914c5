package io.skerry.agent;

import io.skerry.agent.care.CareLoop;
import io.skerry.agent.replace.Door;
import io.skerry.agent.replace.Predecessor;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.serve.LocalApi;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node in this process, from its start to its end or until another process replaces it: the
/// node, its local API, and the door at which a replacement asks.
///
/// Whoever replaces it gets the folder first, while this one goes on with its gateway; then both
/// listen, and the kernel is told to send new connections to the newer; then this one shuts, and
/// finishes what it has begun. So no connection ever meets a port where nobody listens, and no two
/// processes ever write in the folder. One thread at a time.
final class AgentRun implements Door.Resident {

  private static final Logger LOG = LoggerFactory.getLogger(AgentRun.class);
  static final String ADDRESS_FILE = "local-api.address";
  static final String GATEWAY_FILE = "gateway.address";

  private final AgentFlags flags;
  private final AgentRuntime runtime;
  private final Ending ending;
  private final Skerry skerry;
  private final LocalApi api;
  private final CareLoop care;
  private final AtomicBoolean apiClosed = new AtomicBoolean();
  private @Nullable Door door;

  /// What becomes of the process.
  interface Ending {

    /// This node has finished and another process goes on.
    void replaced();

    /// This node is gone from the folder, and nobody came: start over in this process.
    ///
    /// @param shut has the gateway of before take no more connections, as the new one does
    /// @return the node; empty when the process is to end instead
    Optional<AgentRun> startOver(Runnable shut);
  }

  private AgentRun(
      AgentFlags flags, AgentRuntime runtime, Ending ending, Skerry skerry, LocalApi api) {
    this.flags = flags;
    this.runtime = runtime;
    this.ending = ending;
    this.skerry = skerry;
    this.api = api;
    this.care = Caring.loop(skerry, flags.options(), runtime);
  }

  /// Starts a node. The local API answers before anything touches the network.
  ///
  /// @throws SkerryException when the folder or an address cannot be used
  static AgentRun start(AgentFlags flags, Ending ending) throws IOException {
    AgentRuntime runtime = AgentRuntime.system();
    Optional<Predecessor> before =
        flags.replace()
            ? Predecessor.ask(flags.options().dataDirectory(), runtime.executor())
            : Optional.empty();
    try {
      AgentRun run = open(flags, runtime, ending, before.flatMap(Predecessor::gateway));
      before.ifPresent(Predecessor::replaced);
      run.begin();
      run.letReplace();
      return run;
    } finally {
      before.ifPresent(Predecessor::close);
    }
  }

  /// Starts a node beside the gateway of one that left the folder, in the same process. Who wants
  /// to replace it waits for [#letReplace].
  ///
  /// @param gateway where that one listens
  /// @param shut has it take no more connections
  static AgentRun startOver(
      AgentFlags flags, Ending ending, Optional<String> gateway, Runnable shut) throws IOException {
    AgentRun run = open(flags, AgentRuntime.system(), ending, gateway);
    shut.run();
    run.begin();
    return run;
  }

  private static AgentRun open(
      AgentFlags flags, AgentRuntime runtime, Ending ending, Optional<String> gateway)
      throws IOException {
    SkerryOptions options = gateway.map(flags::beside).orElse(flags.options());
    Skerry skerry = Skerry.ready(options, runtime, runtime::close);
    skerry.telemetry().watch(Measuring.machine());
    LocalApi api;
    try {
      api =
          LocalApi.start(skerry.localApiSources(), listenable(flags.listen()), runtime.executor());
    } catch (IOException e) {
      skerry.close();
      throw e;
    }
    try {
      skerry.listen();
    } catch (SkerryException e) {
      api.close();
      throw e;
    }
    AgentRun run = new AgentRun(flags, runtime, ending, skerry, api);
    run.openDoor();
    return run;
  }

  private void begin() {
    Path folder = flags.options().dataDirectory();
    publish(folder.resolve(ADDRESS_FILE), api.address());
    LOG.info("local API on http://{}", text(api.address()));
    skerry
        .gatewayAddress()
        .ifPresent(
            address -> {
              publish(folder.resolve(GATEWAY_FILE), address);
              LOG.info("gateway on {}", text(address));
            });
    skerry.start();
    var _ = runtime.start("skerry-care", care);
  }

  private void openDoor() {
    try {
      door = Door.in(flags.options().dataDirectory(), this, runtime.executor());
    } catch (IOException e) {
      LOG.warn("this process cannot be replaced while it runs: {}", e.getMessage());
    }
  }

  private void letReplace() {
    Door opened = door;
    if (opened != null) {
      var _ = runtime.start("skerry-door", opened);
    }
  }

  /// Where the gateway listens; empty when there is none.
  Optional<String> gateway() {
    return skerry.gatewayAddress().map(AgentRun::text);
  }

  /// Ends in order, see [Skerry#close].
  void end() {
    closeDoor();
    care.close();
    skerry.close();
    closeApi();
  }

  @Override
  public String release() {
    care.close();
    closeApi();
    skerry.release();
    return gateway().orElse("");
  }

  @Override
  public void shut() {
    skerry.giveUpPort();
  }

  @Override
  public void finish() {
    skerry.finish();
    ending.replaced();
  }

  /// The gateway of before goes on with what it has for as long as it takes. Only then the node can
  /// be replaced: a process that ends would take that gateway along, and the kernel is told of two
  /// sockets on a port, not of three.
  @Override
  public void takeBack() {
    Optional<AgentRun> next = ending.startOver(skerry::giveUpPort);
    if (next.isPresent()) {
      skerry.finish();
      next.get().letReplace();
    }
  }

  private void closeApi() {
    if (!apiClosed.getAndSet(true)) {
      api.close();
    }
  }

  private void closeDoor() {
    Door opened = door;
    if (opened != null) {
      opened.close();
    }
  }

  private static InetSocketAddress listenable(InetSocketAddress address) {
    if (!address.getAddress().isLoopbackAddress()) {
      LOG.warn("the local API can be read by anybody who reaches {}", address);
    }
    return address;
  }

  /// Tells other programs where something listens, in one step. A node whose disk is full or
  /// read-only serves all the same.
  private static void publish(Path file, InetSocketAddress address) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      Files.writeString(unfinished, text(address) + "\n");
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", file, e.getMessage());
    }
  }

  private static String text(InetSocketAddress address) {
    String host = address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
