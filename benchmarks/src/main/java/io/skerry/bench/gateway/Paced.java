package io.skerry.bench.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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

  /// Shorter than a thread is woken late, so the rest is waited for awake.
  private static final long AWAKE_NANOS = 200_000;

  /// A request that fails is counted, and its connection replaced.
  ///
  /// @throws IOException when nobody listens
  Latencies run(int port, int seconds) throws IOException, InterruptedException {
    List<KeptConnection> open = new ArrayList<>();
    Set<String> snapshots = new HashSet<>();
    long[] nanos = new long[perSecond * seconds];
    int answered = 0;
    try {
      for (int i = 0; i < connections; i++) {
        open.add(new KeptConnection(port));
      }
      long apart = TimeUnit.SECONDS.toNanos(1) / perSecond;
      long start = System.nanoTime();
      for (int i = 0; i < nanos.length; i++) {
        long due = start + i * apart;
        await(due);
        try {
          open.get(i % connections).exchange(REQUEST).snapshot().ifPresent(snapshots::add);
          nanos[answered++] = System.nanoTime() - due;
        } catch (IOException failed) {
          open.set(i % connections, new KeptConnection(port)).close();
        }
      }
      return new Latencies(Arrays.stream(nanos, 0, answered), nanos.length - answered, snapshots);
    } finally {
      for (KeptConnection connection : open) {
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
}
