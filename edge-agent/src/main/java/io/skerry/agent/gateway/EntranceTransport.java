package io.skerry.agent.gateway;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.vertx.core.impl.transports.JDKTransport;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The platform's sockets, with an [Entrance] for those that listen.
final class EntranceTransport extends JDKTransport {

  private final AtomicReference<Optional<Entrance>> entrance =
      new AtomicReference<>(Optional.empty());
  private final Runnable left;
  private final Entrance.Visitors visitors;

  /// @param left is run after a client's connection closed
  EntranceTransport(Runnable left, Entrance.Visitors visitors) {
    this.left = left;
    this.visitors = visitors;
  }

  /// The socket that listens; empty before.
  Optional<Entrance> entrance() {
    return entrance.get();
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return () -> {
      Entrance next = new Entrance(left, visitors);
      entrance.set(Optional.of(next));
      return next;
    };
  }
}
