package io.skerry.schema.store;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection to one member at a time. A failure moves on to the next member (with a single
/// one, to a fresh connection), but to each at most once per `reopenAfter`. A fresh connection
/// opens with the first call and starts without the transport's reconnect backoff, which otherwise
/// grows to two minutes. Nor is that backoff left to open connections by itself meanwhile: its
/// jitter is too narrow for a fleet that lost one store, and who calls pauses with a jitter of its
/// own. Streams of an abandoned connection live on until they end by themselves or its keep-alive
/// gives up.
///
/// Threads: none of its own; network callbacks run on gRPC's event loops, which all links of the
/// program share, and must not block. Safe for use by many threads.
final class EtcdLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EtcdLink.class);

  private final EtcdConfig config;
  private final InstantSource clock;
  private final Instant[] opened;
  private final List<ManagedChannel> abandoned = new ArrayList<>();
  private int index;
  private ManagedChannel current;
  private boolean closed;

  EtcdLink(EtcdConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.opened = new Instant[config.endpoints().size()];
    Arrays.fill(opened, Instant.MIN);
    this.current = open(0);
  }

  /// The connection to use now. Until the next member's turn after a failure, one on which every
  /// call fails at once.
  synchronized ManagedChannel channel() {
    if (current.isShutdown() && !closed && isTurnOf(next())) {
      move();
    }
    return current;
  }

  /// Moves on if `channel` is still the one in use and the next member's turn has come.
  ///
  /// @return whether another connection than `channel` is in use now
  synchronized boolean leave(ManagedChannel channel) {
    if (!channel.equals(current)) {
      return true;
    }
    if (closed) {
      return false;
    }
    if (isTurnOf(next())) {
      move();
      return true;
    }
    if (current.getState(false) != ConnectivityState.READY) {
      current.shutdown();
    }
    return false;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    abandoned.forEach(ManagedChannel::shutdownNow);
    current.shutdownNow();
  }

  private int next() {
    return (index + 1) % opened.length;
  }

  private void move() {
    LOG.debug("moving on from {}", config.endpoints().get(index));
    abandoned.removeIf(ManagedChannel::isTerminated);
    abandoned.add(current.shutdown());
    current = open(next());
  }

  /// A clock that was set back must not keep the link from reconnecting.
  private boolean isTurnOf(int endpoint) {
    Instant now = clock.instant();
    Instant last = opened[endpoint];
    return now.isBefore(last) || !now.isBefore(last.plus(config.reopenAfter()));
  }

  private ManagedChannel open(int endpoint) {
    index = endpoint;
    opened[endpoint] = clock.instant();
    URI uri = config.endpoints().get(endpoint);
    NettyChannelBuilder builder =
        NettyChannelBuilder.forTarget("dns:///" + uri.getHost() + ":" + uri.getPort())
            .directExecutor()
            .withOption(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) config.connectTimeout().toMillis())
            .keepAliveTime(config.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(config.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
            // etcd hangs up on clients that ping without a call; an open watch is a call.
            .keepAliveWithoutCalls(false)
            .maxInboundMessageSize(config.maxMessageBytes());
    return (uri.getScheme().equals("https") ? builder : builder.usePlaintext()).build();
  }
}
