package io.skerry.agent.runtime;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Requests through the gateway of a training run, and the upstream that answers them. What the
/// compiler learns about the gateway meanwhile is kept in the cache, so that a node does not have
/// to learn it again at each start, at the expense of its first requests.
public final class TrainingTraffic implements AutoCloseable {

  private static final int CLIENTS = 4;
  private static final int BODY = 1024;
  private static final int POST_EVERY = 16;
  private static final int PATIENCE_MILLIS = 2_000;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final byte[] ANSWER =
      ascii(
          "HTTP/1.1 200 OK\r\nServer: training\r\nContent-Type: text/plain\r\nContent-Length: "
              + BODY
              + "\r\n\r\n"
              + "x".repeat(BODY));

  private final ServerSocket upstream;

  private TrainingTraffic(ServerSocket upstream) {
    this.upstream = upstream;
  }

  /// An upstream on a free port of this machine.
  public static TrainingTraffic open() throws IOException {
    TrainingTraffic traffic =
        new TrainingTraffic(new ServerSocket(0, CLIENTS, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().name("training-upstream").start(traffic::accept);
    return traffic;
  }

  /// Where the upstream listens.
  public int port() {
    return upstream.getLocalPort();
  }

  /// Sends requests over a few connections in parallel, for 10 s at most.
  ///
  /// @param requests in all
  public void drive(InetSocketAddress gateway, String path, int requests)
      throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(
          Thread.ofVirtual()
              .name("training-client-" + i)
              .start(() -> send(gateway, path, requests / CLIENTS, deadline)));
    }
    for (Thread client : clients) {
      client.join(TimeUnit.NANOSECONDS.toMillis(LONGEST_NANOS) + PATIENCE_MILLIS);
    }
  }

  @Override
  public void close() throws IOException {
    upstream.close();
  }

  private static void send(InetSocketAddress gateway, String path, int requests, long deadline) {
    byte[] get = ascii("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    byte[] post =
        ascii("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody");
    try (Socket socket = new Socket(gateway.getAddress(), gateway.getPort())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < requests && System.nanoTime() < deadline; i++) {
        socket.getOutputStream().write(i % POST_EVERY == 0 ? post : get);
        readMessage(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("training without all requests", e);
    }
  }

  private void accept() {
    while (!upstream.isClosed()) {
      try {
        Socket accepted = upstream.accept();
        Thread.ofVirtual().name("training-answers").start(() -> answer(accepted));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void answer(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      connection.setSoTimeout(PATIENCE_MILLIS);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      while (true) {
        readMessage(in);
        connection.getOutputStream().write(ANSWER);
      }
    } catch (IOException ended) {
      // The gateway closes connections that it does not need any more.
      return;
    }
  }

  private static void readMessage(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
