package io.skerry.agent.gateway;

import io.skerry.agent.apply.Preparation;
import io.skerry.agent.gateway.plane.DataPlane;
import io.skerry.agent.gateway.plane.PlaneCompiler;
import io.skerry.agent.gateway.plane.RequestSample;
import io.skerry.agent.gateway.plane.Taster;
import io.skerry.agent.gateway.plane.Upstreams;
import io.skerry.agent.logs.Requests;
import io.skerry.agent.traffic.TrafficRecorder;
import io.skerry.agent.view.ConfigView;
import io.skerry.agent.view.Prepared;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway of a node: an HTTP server whose every request is decided by the data plane that is
/// active when it begins. HTTP/1.1, HTTP/2 in the clear and, with TLS, by negotiation; WebSocket.
/// One event loop; nothing on it waits.
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final int MAX_HEAD = 16 * 1024;
  private static final int MAX_LINE = 8 * 1024;
  private static final int IDLE_SECONDS = 75;
  private static final long LOOK_MILLIS = 5_000;

  /// One connection too many shows only after it was let in.
  private static final int AT_THE_DOOR = 64;

  /// Longer than a handshake takes whose first answer got lost.
  private static final Duration HANDSHAKES = Duration.ofMillis(1_500);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Crowd crowd;
  private final EntranceTransport transport;
  private final Vertx vertx;
  private final Loop loop;
  private final PlaneCompiler compiler;
  private final RequestSample sample;
  private final Taster taster;
  private final Supplier<ConfigView> views;
  private final AtomicReference<Prepared> active = new AtomicReference<>(Prepared.NONE);
  private final HttpServer server;
  private volatile boolean shut;

  /// What the gateway needs from the platform.
  ///
  /// @param nanos a monotonic clock
  /// @param random for one thread
  /// @param checks the spread of health checks, for another thread
  /// @param traffic counts what happens
  /// @param requests hears of every request that a version answered
  public record Platform(
      LongSupplier nanos,
      RandomGenerator random,
      RandomGenerator checks,
      TrafficRecorder traffic,
      Requests requests) {}

  /// A gateway that does not listen yet.
  ///
  /// @param views what is active
  /// @param pseudonym names the node to others on the way of a request
  public Gateway(
      GatewayOptions options, Platform platform, Supplier<ConfigView> views, String pseudonym) {
    this(
        options,
        platform,
        views,
        pseudonym,
        Crowd.Limits.of(Runtime.getRuntime().maxMemory(), OpenFiles.most(), MAX_HEAD));
  }

  Gateway(
      GatewayOptions options,
      Platform platform,
      Supplier<ConfigView> views,
      String pseudonym,
      Crowd.Limits limits) {
    this.crowd = new Crowd(limits, platform.nanos(), platform.traffic()::count);
    this.transport =
        new EntranceTransport(
            this::someoneLeft,
            new Entrance.Visitors(limits.connections() + AT_THE_DOOR, () -> new Visitor(crowd)));
    this.vertx = new VertxBuilder(vertxOptions()).findTransport(transport).init().vertx();
    this.views = views;
    this.loop =
        new Loop(
            vertx,
            platform,
            options,
            new Connections(vertx, () -> transport.entrance().ifPresent(Entrance::clear), crowd),
            pseudonym);
    Jitter jitter = new Jitter(platform.checks());
    this.compiler =
        new PlaneCompiler(
            () -> views.get().prepared(),
            target -> PooledTransport.open(vertx, jitter, target),
            platform.nanos());
    this.sample = new RequestSample(platform.nanos().getAsLong());
    this.taster = new Taster(compiler, sample::requests, () -> 0.5, platform.nanos());
    this.server = vertx.createHttpServer(serverOptions(options));
  }

  /// Makes snapshots ready for this gateway.
  public PlaneCompiler compiler() {
    return compiler;
  }

  /// Makes snapshots ready, and tries them with recent requests.
  public Preparation taster() {
    return taster;
  }

  /// Another view is active; what was prepared for the one before is released when its last request
  /// ends.
  public void activated(ConfigView view) {
    Prepared before = active.getAndSet(view.prepared());
    if (!before.equals(view.prepared())) {
      before.retire();
    }
  }

  /// Starts to take requests.
  ///
  /// @throws IOException when the address or the TLS files cannot be used
  public void listen() throws IOException {
    Front front = new Front(loop, () -> views.get().prepared(), sample);
    server.requestHandler(front::handle);
    server.connectionHandler(loop.connections()::opened);
    vertx.setPeriodic(LOOK_MILLIS, _ -> crowd.look());
    server.invalidRequestHandler(front::refuseUnreadable);
    server.exceptionHandler(failure -> LOG.debug("a connection failed: {}", failure.getMessage()));
    InetSocketAddress address = loop.options().listen();
    if (loop.options().port() == GatewayOptions.Port.OWN) {
      requireFree(address);
    }
    try {
      server
          .listen(address.getPort(), address.getHostString())
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the gateway cannot listen on " + address + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (loop.options().port() == GatewayOptions.Port.SHARED) {
      Steering.toNewest(server.actualPort());
    }
  }

  /// The port can be shared, so the kernel does not refuse somebody else's.
  private static void requireFree(InetSocketAddress address) throws IOException {
    try (ServerSocketChannel probe = ServerSocketChannel.open()) {
      probe.bind(address);
    } catch (IOException e) {
      throw new IOException("the gateway cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  /// The upstreams that get no requests now, such as `video/asr/v1 http://10.0.0.5:9000`, ordered.
  /// Any thread.
  public List<String> upstreamsDown() {
    long now = loop.now();
    return active.get() instanceof DataPlane plane
        ? plane.services().stream()
            .flatMap(service -> service.versions().values().stream())
            .flatMap(version -> down(version, now))
            .sorted()
            .toList()
        : List.of();
  }

  private static Stream<String> down(Upstreams version, long now) {
    return version.endpoints().stream()
        .filter(endpoint -> endpoint.isDown(now))
        .map(endpoint -> version.served() + " " + endpoint.address());
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return new InetSocketAddress(loop.options().listen().getHostString(), server.actualPort());
  }

  /// Takes no more connections, answers what is under way, and returns when that is done or the
  /// time of the options is up.
  ///
  /// @param quiet how long connections without a request stay open for one that is on its way
  public void drain(Duration quiet) {
    Duration limit = loop.options().drain();
    transport
        .entrance()
        .ifPresent(
            entrance ->
                await(
                    entrance.shut().thenCompose(_ -> end(entrance, quiet, limit)),
                    limit.plus(PATIENCE)));
  }

  /// Another process listens on the port, and the kernel sends new connections there: waits for
  /// those that were on their way here, then takes no more. Clients that keep their connections are
  /// told to make new ones with their next answer. [#drain] waits for the rest.
  public void giveWay() {
    transport
        .entrance()
        .ifPresent(
            entrance -> {
              Duration limit = loop.options().drain();
              Promise<Void> handshakes = Promise.promise();
              vertx.runOnContext(_ -> loop.connections().part(limit));
              vertx.setTimer(HANDSHAKES.toMillis(), _ -> handshakes.complete());
              await(
                  handshakes.future().toCompletionStage().thenCompose(_ -> entrance.shut()),
                  HANDSHAKES.plus(PATIENCE));
            });
  }

  private CompletionStage<Void> end(Entrance entrance, Duration quiet, Duration limit) {
    shut = true;
    Promise<Void> ended = Promise.promise();
    vertx.runOnContext(_ -> loop.connections().end(quiet, limit).onComplete(ended));
    if (entrance.isDeserted()) {
      someoneLeft();
    }
    return ended.future().toCompletionStage();
  }

  private void someoneLeft() {
    if (shut && transport.entrance().filter(Entrance::isDeserted).isPresent()) {
      vertx.runOnContext(_ -> loop.connections().deserted());
    }
  }

  /// Stops at once: requests under way are cut off.
  @Override
  public void close() {
    await(vertx.close().toCompletionStage(), PATIENCE);
  }

  private static void await(CompletionStage<Void> end, Duration longest) {
    try {
      end.toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the gateway did not close in order: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }

  private static HttpServerOptions serverOptions(GatewayOptions options) {
    HttpServerOptions server =
        new HttpServerOptions()
            .setMaxHeaderSize(MAX_HEAD)
            .setMaxInitialLineLength(MAX_LINE)
            .setHandle100ContinueAutomatically(true)
            .setDecompressionSupported(false)
            .setCompressionSupported(false);
    server.setIdleTimeout(IDLE_SECONDS);
    options
        .tls()
        .ifPresent(
            tls -> {
              server.setSsl(true);
              server.setUseAlpn(true);
              server.setKeyCertOptions(
                  new PemKeyCertOptions()
                      .setCertPath(tls.certificate().toString())
                      .setKeyPath(tls.key().toString()));
            });
    return server;
  }
}
