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
import java.util.List;
import java.util.Locale;
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
  private static final int PATIENCE_MILLIS = 5_000;

  /// Shorter than a thread is woken late, so the rest is waited for awake.
  private static final long AWAKE_NANOS = 200_000;

  /// @param p50 milliseconds
  /// @param p99 milliseconds
  record Result(double p50, double p99) {}

  /// @throws IOException when an answer is not 200 or does not come
  Result run(int port, int seconds) throws IOException, InterruptedException {
    List<Connection> open = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        open.add(new Connection(port));
      }
      long[] nanos = new long[perSecond * seconds];
      long apart = TimeUnit.SECONDS.toNanos(1) / perSecond;
      long start = System.nanoTime();
      for (int i = 0; i < nanos.length; i++) {
        long due = start + i * apart;
        await(due);
        open.get(i % connections).exchange();
        nanos[i] = System.nanoTime() - due;
      }
      Arrays.sort(nanos);
      return new Result(quantile(nanos, 0.5), quantile(nanos, 0.99));
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

  private static double quantile(long[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
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

    void exchange() throws IOException {
      socket.getOutputStream().write(REQUEST);
      String status = line();
      if (!status.startsWith("HTTP/1.1 200")) {
        throw new IOException("answered with " + status);
      }
      int length = 0;
      for (String header = line(); !header.isEmpty(); header = line()) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
        }
      }
      in.skipNBytes(length);
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
