package io.skerry.agent.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The socket that clients connect to, which can be shut without losing who connected already: the
/// queue of the kernel is emptied first, because what is left there would be reset. It knows every
/// connection that came through it, also those that have not said anything yet, and lets in only as
/// many as can be held. Another process of the same user may listen on its port.
///
/// Accepts on a thread of its own. Its methods may be called by any thread.
final class Entrance extends NioServerSocketChannel {

  private static final ChannelOption<Boolean> REUSE_PORT =
      NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);

  private final Set<Channel> inside = ConcurrentHashMap.newKeySet();
  private final Runnable left;
  private final Visitors visitors;

  /// Who comes in.
  ///
  /// @param most at the same time; more wait in the queue of the kernel
  /// @param handlers sees a connection before anybody else does
  record Visitors(int most, Supplier<ChannelHandler> handlers) {}

  /// @param left is run after a connection closed, on the thread that closed it
  Entrance(Runnable left, Visitors visitors) {
    this.left = left;
    this.visitors = visitors;
    config().setOption(REUSE_PORT, true);
  }

  /// Accepts who is waiting, then nobody any more.
  CompletableFuture<Void> shut() {
    CompletableFuture<Void> shut = new CompletableFuture<>();
    eventLoop()
        .execute(
            () -> {
              letInWhoWaits();
              var _ = close().addListener(_ -> shut.complete(null));
            });
    return shut;
  }

  /// Whether every connection is closed.
  boolean isDeserted() {
    return inside.isEmpty();
  }

  /// Closes every connection; what was not flushed is lost.
  void clear() {
    for (Channel each : inside) {
      var _ = each.close();
    }
  }

  @Override
  protected int doReadMessages(List<Object> accepted) throws Exception {
    int count = super.doReadMessages(accepted);
    if (count > 0) {
      Channel next = (Channel) accepted.getLast();
      inside.add(next);
      next.pipeline().addLast(visitors.handlers().get());
      var _ = next.closeFuture().addListener(_ -> left(next));
      regulate();
    }
    return count;
  }

  private void left(Channel gone) {
    inside.remove(gone);
    if (!config().isAutoRead() && isOpen()) {
      eventLoop().execute(this::regulate);
    }
    left.run();
  }

  /// Runs on the thread that accepts.
  private void regulate() {
    config().setAutoRead(hasRoom());
    // Somebody may have left since, who did not see that nobody is let in.
    if (hasRoom()) {
      config().setAutoRead(true);
    }
  }

  private boolean hasRoom() {
    return inside.size() < visitors.most();
  }

  private void letInWhoWaits() {
    List<Object> accepted = new ArrayList<>();
    try {
      while (isActive() && doReadMessages(accepted) > 0) {}
    } catch (Exception e) {
      pipeline().fireExceptionCaught(e);
    }
    accepted.forEach(pipeline()::fireChannelRead);
    pipeline().fireChannelReadComplete();
  }
}
