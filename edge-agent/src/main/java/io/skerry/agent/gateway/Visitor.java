package io.skerry.agent.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// A client's connection as the [Crowd] sees it. Runs on one event loop.
final class Visitor extends ChannelInboundHandlerAdapter {

  private final Crowd crowd;
  private @Nullable Channel channel;

  /// How it is known once it speaks HTTP.
  @Nullable HttpConnection connection;

  /// Requests that are being answered.
  int underWay;

  /// Bytes of a head that is not finished, as far as a head can be long.
  int unread;

  /// Since when a head has been waited for.
  long since;

  /// Whether it is being closed. What it holds is let go of when that is done, which may be later.
  boolean leaving;

  /// Whether frames that are no requests are to be expected, such as pings.
  boolean speaksHttp2;

  Visitor(Crowd crowd) {
    this.crowd = crowd;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    channel = context.channel();
    crowd.came(this);
    super.channelActive(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    crowd.left(this);
    super.channelInactive(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (crowd.takes(this, length(message))) {
      super.channelRead(context, message);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  /// Where the client is: no two that are here at the same time share it.
  String address() {
    return channel != null && channel.remoteAddress() instanceof InetSocketAddress from
        ? from.getAddress().getHostAddress() + " " + from.getPort()
        : "";
  }

  void turnAway() {
    if (channel != null) {
      var _ = channel.close();
    }
  }

  private static int length(Object message) {
    return switch (message) {
      case ByteBuf bytes -> bytes.readableBytes();
      case ByteBufHolder holder -> holder.content().readableBytes();
      default -> 0;
    };
  }
}
