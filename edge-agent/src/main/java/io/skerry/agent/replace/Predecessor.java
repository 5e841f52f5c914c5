package io.skerry.agent.replace;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process of this node that is to be replaced by the one that holds this. It has left the
/// folder and still takes requests, until it is told that somebody else does. If it is not, it
/// becomes the node again. One thread at a time.
public final class Predecessor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Predecessor.class);
  private static final Duration TO_RELEASE = Duration.ofSeconds(30);
  private static final Duration TO_CLOSE = Duration.ofSeconds(15);

  private final Talk talk;
  private final String gateway;

  private Predecessor(Talk talk, String gateway) {
    this.talk = talk;
    this.gateway = gateway;
  }

  /// Asks the process that runs on a folder to give way, and waits until it has left the folder.
  ///
  /// @return empty when there is none, or it does not answer
  public static Optional<Predecessor> ask(Path folder, Executor executor) {
    Path door = folder.resolve(Door.FILE);
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      Talk talk = new Talk(channel, executor);
      try {
        channel.connect(UnixDomainSocketAddress.of(door));
        talk.say(Talk.REPLACE);
      } catch (IOException | RuntimeException e) {
        talk.close();
        throw e;
      }
      return talk.hear(TO_RELEASE)
          .filter(line -> line.startsWith(Talk.RELEASED))
          .map(line -> new Predecessor(talk, line.substring(Talk.RELEASED.length()).strip()));
    } catch (IOException | IllegalArgumentException e) {
      LOG.info("nobody to replace at {}: {}", door, e.getMessage());
      return Optional.empty();
    }
  }

  /// Where its gateway listens, `HOST:PORT`; empty when it has none.
  public Optional<String> gateway() {
    return gateway.isEmpty() ? Optional.empty() : Optional.of(gateway);
  }

  /// This process takes requests now. Returns when the other takes no new ones any more.
  public void replaced() {
    try {
      talk.say(Talk.SERVING);
      boolean closed = talk.hear(TO_CLOSE).filter(Talk.CLOSED::equals).isPresent();
      LOG.info("the process before {}", closed ? "finishes what it has begun" : "is gone");
    } catch (IOException e) {
      LOG.warn("the process before is gone: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    talk.close();
  }
}
