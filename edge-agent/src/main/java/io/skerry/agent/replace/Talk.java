package io.skerry.agent.replace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Two processes of one node talk in short lines. The side that asks says `replace`; the other
/// leaves the folder and says `released HOST:PORT`, where that is the gateway's address or empty;
/// the first opens the folder, listens and says `serving`; the other says `closed` when nobody
/// reaches it any more. A side that goes away has given up. One thread at a time.
final class Talk implements AutoCloseable {

  static final String REPLACE = "replace";
  static final String RELEASED = "released ";
  static final String SERVING = "serving";
  static final String CLOSED = "closed";

  private static final int LONGEST_LINE = 512;

  private final SocketChannel channel;
  private final BufferedReader in;
  private final Executor executor;

  Talk(SocketChannel channel, Executor executor) {
    this.channel = channel;
    this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8), LONGEST_LINE);
    this.executor = executor;
  }

  void say(String line) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
    while (bytes.hasRemaining()) {
      var _ = channel.write(bytes);
    }
  }

  /// The next line; empty when the other side went away or said nothing in time, which ends the
  /// talk.
  Optional<String> hear(Duration longest) {
    CompletableFuture<Optional<String>> line =
        CompletableFuture.supplyAsync(this::readLine, executor);
    try {
      return line.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      close();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a local socket", e);
    }
  }

  private Optional<String> readLine() {
    try {
      StringBuilder line = new StringBuilder();
      int next = in.read();
      while (next >= 0 && next != '\n' && line.length() < LONGEST_LINE) {
        line.append((char) next);
        next = in.read();
      }
      return next == '\n' ? Optional.of(line.toString()) : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
