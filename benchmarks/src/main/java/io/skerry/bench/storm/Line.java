package io.skerry.bench.storm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The network between many clients and one local server: relays bytes until it is cut. Safe for
/// use by many threads.
final class Line implements AutoCloseable {

  private static final int BACKLOG = 4096;
  private static final int BUFFER_BYTES = 8192;
  private static final int MOST_EARLY_BYTES = 65_536;

  private final ServerSocket entrance;
  private final int server;
  private final Tally attempts = new Tally();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile Optional<Cut> cut = Optional.empty();

  private Line(ServerSocket entrance, int server) {
    this.entrance = entrance;
    this.server = server;
  }

  /// A line to a port of this machine.
  static Line to(int server) throws IOException {
    Line line = new Line(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), server);
    Thread.ofPlatform().daemon().name("line-to-" + server).start(line::accept);
    return line;
  }

  /// Where clients connect to.
  String url() {
    return "http://127.0.0.1:" + entrance.getLocalPort();
  }

  /// Attempts at a connection, those included that failed.
  Tally attempts() {
    return attempts;
  }

  /// Fails from now on, for everybody at once.
  void cut(Cut how) {
    cut = Optional.of(how);
    connections.forEach(connection -> connection.meet(how));
  }

  /// Takes new connections again.
  void restore() {
    cut = Optional.empty();
    connections.forEach(connection -> Thread.ofVirtual().name("line").start(connection::resume));
  }

  /// Ends the silent connections that are left, as their servers would in time.
  void forgetSilent() {
    connections.stream().filter(Connection::isSilent).forEach(Connection::reset);
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    connections.forEach(Connection::reset);
  }

  private void accept() {
    try {
      while (true) {
        Connection connection = new Connection(entrance.accept());
        attempts.count();
        connections.add(connection);
        // Looked at after it is among those that a cut meets, so that no cut misses it.
        cut.ifPresent(connection::meet);
        Thread.ofVirtual().name("line").start(connection::relay);
      }
    } catch (IOException closed) {
      connections.forEach(Connection::reset);
    }
  }

  /// A client and the server, and whether they hear each other.
  private final class Connection {

    private final Socket client;
    private final Socket upstream = new Socket();
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();
    private volatile boolean silent;
    private boolean waiting;

    Connection(Socket client) {
      this.client = client;
    }

    synchronized void meet(Cut how) {
      switch (how) {
        case RESET -> reset();
        case SILENT -> {
          silent = true;
          waiting = !upstream.isConnected();
        }
      }
    }

    /// Runs until the client has no more to say.
    void relay() {
      try {
        client.setTcpNoDelay(true);
        join();
        InputStream in = client.getInputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          toServer(buffer, read);
        }
        ended(client);
      } catch (IOException failed) {
        ended(client);
      }
    }

    /// The network is back: what a client tried to send meanwhile arrives, as TCP sees to.
    synchronized void resume() {
      try {
        if (waiting) {
          silent = false;
          join();
          upstream.getOutputStream().write(early.toByteArray());
        }
      } catch (IOException failed) {
        reset();
      }
    }

    boolean isSilent() {
      return silent;
    }

    synchronized void reset() {
      connections.remove(this);
      quietly(client);
      quietly(upstream);
    }

    private synchronized void join() throws IOException {
      if (!silent && !upstream.isConnected()) {
        upstream.setTcpNoDelay(true);
        upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
        Thread.ofVirtual().name("line-back").start(this::relayBack);
      }
    }

    private synchronized void toServer(byte[] buffer, int length) throws IOException {
      if (!silent) {
        upstream.getOutputStream().write(buffer, 0, length);
      } else if (waiting && early.size() < MOST_EARLY_BYTES) {
        early.write(buffer, 0, length);
      }
    }

    private void relayBack() {
      byte[] buffer = new byte[BUFFER_BYTES];
      try {
        InputStream in = upstream.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (!isSilent()) {
            client.getOutputStream().write(buffer, 0, read);
          }
        }
        ended(upstream);
      } catch (IOException failed) {
        ended(upstream);
      }
    }

    /// Of a silent connection the other side learns nothing.
    private synchronized void ended(Socket side) {
      quietly(side);
      if (!silent || waiting || (client.isClosed() && upstream.isClosed())) {
        reset();
      }
    }
  }

  private static void quietly(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException gone) {
      // Which is what was wanted.
    }
  }
}
