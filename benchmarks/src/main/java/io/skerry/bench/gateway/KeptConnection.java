package io.skerry.bench.gateway;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;

/// A keep-alive connection to a port of this machine, for one request at a time. One thread at a
/// time.
final class KeptConnection implements AutoCloseable {

  private static final String SNAPSHOT = "x-skerry-snapshot:";
  private static final String VERSION = "x-skerry-version:";
  private static final int PATIENCE_MILLIS = 5_000;

  private final Socket socket;
  private final InputStream in;

  /// What an answer says about where it comes from.
  record Answer(Optional<String> snapshot, Optional<String> version) {}

  KeptConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// Sends a request and reads its answer.
  ///
  /// @throws IOException when the answer is another one than 200, or none comes in time
  Answer exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String status = line();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("answered with " + status);
    }
    int length = 0;
    Optional<String> snapshot = Optional.empty();
    Optional<String> version = Optional.empty();
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(value(lower));
      } else if (lower.startsWith(SNAPSHOT)) {
        snapshot = Optional.of(value(lower));
      } else if (lower.startsWith(VERSION)) {
        version = Optional.of(value(lower));
      }
    }
    in.skipNBytes(length);
    return new Answer(snapshot, version);
  }

  @Override
  public void close() throws IOException {
    socket.close();
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
}
