package io.skerry.schema.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP proxy on the loopback interface that breaks connections on purpose. Safe for use by many
/// threads.
public final class TcpProxy implements AutoCloseable {

  private enum Mode {
    RELAY,
    REFUSE,
    SWALLOW_ANSWERS,
    SWALLOW
  }

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile Mode mode = Mode.RELAY;

  /// Opens a proxy to a local port.
  public TcpProxy(int target) {
    this.target = target;
    try {
      this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  /// Where to connect to.
  public String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /// Settings of a store behind this proxy.
  public EtcdConfig config() {
    return EtcdConfig.of(List.of(endpoint()));
  }

  /// How many connections were opened so far, those included that were reset at once.
  public int attempts() {
    return attempts.get();
  }

  /// Resets every connection; new ones work.
  public void cut() {
    sockets.forEach(TcpProxy::reset);
  }

  /// Resets every connection and every attempt at a new one, until [#relay].
  public void refuse() {
    mode = Mode.REFUSE;
    cut();
  }

  /// Lets everything seem connected while no byte arrives, in either direction, until [#relay].
  public void swallow() {
    mode = Mode.SWALLOW;
  }

  /// Lets requests through and answers vanish, until [#relay].
  public void swallowAnswers() {
    mode = Mode.SWALLOW_ANSWERS;
  }

  /// Works normally. Connections that lost bytes stay useless until cut.
  public void relay() {
    mode = Mode.RELAY;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  private void accept() {
    try {
      while (true) {
        serve(server.accept());
      }
    } catch (IOException e) {
      cut();
    }
  }

  private void serve(Socket client) throws IOException {
    attempts.incrementAndGet();
    if (mode == Mode.REFUSE) {
      reset(client);
      return;
    }
    client.setTcpNoDelay(true);
    sockets.add(client);
    Thread.ofVirtual().name("proxy connection").start(() -> connect(client));
  }

  private void connect(Socket client) {
    try {
      Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
      upstream.setTcpNoDelay(true);
      sockets.add(upstream);
      Thread.ofVirtual().name("proxy requests").start(() -> pump(client, upstream, Mode.SWALLOW));
      pump(upstream, client, Mode.SWALLOW_ANSWERS);
    } catch (IOException e) {
      reset(client);
    }
  }

  private void pump(Socket from, Socket to, Mode weakestSwallow) {
    byte[] buffer = new byte[8192];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      int read = in.read(buffer);
      while (read >= 0) {
        if (mode.compareTo(weakestSwallow) < 0) {
          out.write(buffer, 0, read);
        }
        read = in.read(buffer);
      }
    } catch (IOException e) {
      reset(to);
    } finally {
      reset(from);
      reset(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // Already closed, which is what was wanted.
    }
  }
}
