package io.skerry.agent.replace;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the next process of a node asks this one to give way: a socket in the node's folder, so
/// that whoever may read the folder may ask. A node whose folder takes no socket cannot be replaced
/// this way, and works all the same.
///
/// Waits on the thread that calls [#run].
public final class Door implements Runnable, AutoCloseable {

  static final String FILE = "replace.sock";

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final Duration TO_ASK = Duration.ofSeconds(5);

  /// Longer than a start takes on a slow machine; until then the node has no control plane.
  private static final Duration TO_SERVE = Duration.ofSeconds(60);

  private final ServerSocketChannel socket;
  private final Resident resident;
  private final Executor executor;

  /// The process that gives way, step by step. Each step returns when it is done.
  public interface Resident {

    /// Leaves the folder, and goes on taking requests.
    ///
    /// @return the gateway's address, or an empty text
    String release();

    /// Somebody else takes requests: takes no more.
    void shut();

    /// Finishes what was begun, and ends the process.
    void finish();

    /// Nobody came after all: becomes the node again, with a new door.
    void takeBack();
  }

  private Door(ServerSocketChannel socket, Resident resident, Executor executor) {
    this.socket = socket;
    this.resident = resident;
    this.executor = executor;
  }

  /// A door in a folder that this process holds; nobody waits at it yet.
  ///
  /// @throws IOException when the folder takes no socket, as when its path is too long
  public static Door in(Path folder, Resident resident, Executor executor) throws IOException {
    Path file = folder.resolve(FILE);
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      Files.deleteIfExists(file);
      socket.bind(UnixDomainSocketAddress.of(file));
      return new Door(socket, resident, executor);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /// Waits for whoever asks, until one was let in or the door is closed.
  @Override
  public void run() {
    boolean open = true;
    while (open) {
      try (Talk talk = new Talk(socket.accept(), executor)) {
        if (talk.hear(TO_ASK).filter(Talk.REPLACE::equals).isPresent()) {
          open = false;
          socket.close();
          giveWay(talk);
        }
      } catch (IOException e) {
        LOG.debug("the door is closed: {}", e.getMessage());
        open = socket.isOpen();
      }
    }
  }

  /// Nobody can ask any more.
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing the door: {}", e.getMessage());
    }
  }

  private void giveWay(Talk talk) {
    LOG.info("giving way to another process of this node");
    String gateway = resident.release();
    if (!said(talk, Talk.RELEASED + gateway)
        || talk.hear(TO_SERVE).filter(Talk.SERVING::equals).isEmpty()) {
      LOG.error("the process that wanted to replace this one did not come to serve");
      talk.close();
      resident.takeBack();
      return;
    }
    resident.shut();
    boolean waits = said(talk, Talk.CLOSED);
    LOG.info("replaced{}", waits ? "" : " by a process that did not wait");
    talk.close();
    resident.finish();
  }

  private static boolean said(Talk talk, String line) {
    try {
      talk.say(line);
      return true;
    } catch (IOException gone) {
      LOG.debug("the other process is gone: {}", gone.getMessage());
      return false;
    }
  }
}
