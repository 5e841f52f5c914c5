package io.skerry.agent.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/// The direction of a WebSocket in which the upstream speaks. It passes bytes on at the pace of the
/// client, and knows where frames end, so that the gateway can say between two of them that it goes
/// away. After that the client hears nothing more of the upstream; its own answer still goes there
/// and ends the other side in order. Runs on one event loop.
final class ToClient {

  /// An unmasked close frame with status 1001, going away.
  private static final Buffer GOING_AWAY =
      Buffer.buffer(new byte[] {(byte) 0x88, 2, (byte) (1001 >> 8), (byte) 1001});

  private final NetSocket upstream;
  private final NetSocket client;
  private final FrameEdge edge = new FrameEdge();
  private boolean leaving;
  private boolean gone;

  ToClient(NetSocket upstream, NetSocket client) {
    this.upstream = upstream;
    this.client = client;
  }

  void start() {
    upstream.handler(this::pass);
    upstream.endHandler(_ -> client.close());
    upstream.resume();
  }

  /// Tells the client as soon as a frame that is on its way is complete.
  void sayGoodbye() {
    leaving = true;
    sayGoodbyeBetweenFrames();
  }

  private void pass(Buffer bytes) {
    if (gone) {
      return;
    }
    edge.passed(bytes.length(), bytes::getByte);
    client.write(bytes);
    if (leaving) {
      sayGoodbyeBetweenFrames();
    }
    if (client.writeQueueFull()) {
      upstream.pause();
      client.drainHandler(_ -> upstream.resume());
    }
  }

  private void sayGoodbyeBetweenFrames() {
    if (!gone && edge.isBetweenFrames()) {
      gone = true;
      client.write(GOING_AWAY);
    }
  }
}
