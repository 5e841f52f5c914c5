package io.skerry.bench.gateway;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Sends requests at a fixed pace over a few keep-alive connections in turn, far below what anybody
/// here can take. Each is timed from the moment at which it was due, so that an answer that comes
/// late is not left out together with the requests that wait for it.
///
/// @param perSecond requests
/// @param connections over which they are sent
record Paced(int perSecond, int connections) {

  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String SNAPSHOT = "x-skerry-snapshot:";
  private static final int PATIENCE_MILLIS = 5_000;

  /// Shorter than a thread is woken late, so the rest is waited for awake.
  private static final long AWAKE_NANOS = 200_000;

  /// A request that fails is counted, and its connection replaced.
  ///
  /// @throws IOException when nobody listens
  Latencies run(int port, int seconds) throws IOException, InterruptedException {
    List<Connection> open = new ArrayList<>();
    Set<String> snapshots = new HashSet<>();
    long[] nanos = new long[perSecond * seconds];
    int answered = 0;
    try {
      for (int i = 0; i < connections; i++) {
        open.add(new Connection(port));
      }
      long apart = TimeUnit.SECONDS.toNanos(1) / perSecond;
      long start = System.nanoTime();
      for (int i = 0; i < nanos.length; i++) {
        long due = start + i * apart;
        await(due);
        try {
          open.get(i % connections).exchange().ifPresent(snapshots::add);
          nanos[answered++] = System.nanoTime() - due;
        } catch (IOException failed) {
          open.set(i % connections, new Connection(port)).close();
        }
      }
      return new Latencies(Arrays.stream(nanos, 0, answered), nanos.length - answered, snapshots);
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
  }

  private static void await(long due) throws InterruptedException {
    long left = due - System.nanoTime();
    if (left > AWAKE_NANOS) {
      TimeUnit.NANOSECONDS.sleep(left - AWAKE_NANOS);
    }
    while (System.nanoTime() < due) {
      Thread.onSpinWait();
    }
  }

  private static final class Connection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    }

    /// Which snapshot the answer names, if any.
    Optional<String> exchange() throws IOException {
      socket.getOutputStream().write(REQUEST);
      String status = line();
      if (!status.startsWith("HTTP/1.1 200")) {
        throw new IOException("answered with " + status);
      }
      int length = 0;
      Optional<String> snapshot = Optional.empty();
      for (String header = line(); !header.isEmpty(); header = line()) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(value(lower));
        } else if (lower.startsWith(SNAPSHOT)) {
          snapshot = Optional.of(value(lower));
        }
      }
      in.skipNBytes(length);
      return snapshot;
    }

    private static String value(String header) {
      return header.substring(header.indexOf(':') + 1).strip();
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException("the connection ended within an answer");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
