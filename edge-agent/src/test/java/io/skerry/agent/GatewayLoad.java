package io.skerry.agent;

import io.skerry.agent.gateway.RawClient;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/// Clients that send one request after the other to a gateway, half of them over connections that
/// they keep as long as the gateway lets them, half over a new one each time. They never repeat a
/// request: whatever is not answered with 200 and the right body has failed.
final class GatewayLoad implements AutoCloseable {

  /// What a client does when nobody listens.
  enum WhenRefused {
    /// The gateway was told to end: the client ends, too.
    LEAVE,
    /// The gateway is never to be away.
    COUNT_AS_FAILED
  }

  private final int port;
  private final WhenRefused whenRefused;
  private final List<Thread> clients = new ArrayList<>();
  private final LongAdder answered = new LongAdder();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  private GatewayLoad(int port, WhenRefused whenRefused) {
    this.port = port;
    this.whenRefused = whenRefused;
  }

  static GatewayLoad start(int port, int keeping, int fresh, WhenRefused whenRefused) {
    GatewayLoad load = new GatewayLoad(port, whenRefused);
    for (int i = 0; i < keeping + fresh; i++) {
      boolean keeps = i < keeping;
      String name = (keeps ? "keeping-" : "fresh-") + i;
      load.clients.add(Thread.ofVirtual().name(name).start(() -> load.run(name, keeps)));
    }
    return load;
  }

  long answered() {
    return answered.sum();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /// Whether every client has ended.
  boolean isOver() {
    return clients.stream().noneMatch(Thread::isAlive);
  }

  /// Ends the clients after what they are doing.
  void finish() {
    over = true;
    try {
      for (Thread client : clients) {
        client.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finish();
  }

  private void run(String name, boolean keeps) {
    long number = 0;
    while (!over) {
      try (RawClient connection = new RawClient(port)) {
        boolean open = true;
        while (open && !over) {
          open = exchange(connection, name + "-" + number++) && keeps;
        }
      } catch (ConnectException refused) {
        if (whenRefused == WhenRefused.LEAVE) {
          return;
        }
        failures.add(name + " " + number + " refused: " + refused.getMessage());
      } catch (IOException e) {
        failures.add(name + " " + number + ": " + e);
      }
    }
  }

  /// @return whether the connection may be used again
  private boolean exchange(RawClient connection, String id) throws IOException {
    RawClient.Reply reply =
        connection.send("GET /default/web/" + id + " HTTP/1.1\r\nhost: a\r\n\r\n").reply();
    if (reply.status() == 200 && reply.body().equals("/" + id)) {
      answered.increment();
    } else {
      failures.add(id + ": " + reply);
    }
    return !reply.header("connection").equals("close");
  }
}
