package io.skerry.it.traffic;

import static org.awaitility.Awaitility.await;

import io.skerry.bench.soak.cluster.Answer;
import io.skerry.bench.soak.cluster.Cluster;
import io.skerry.bench.soak.cluster.Rest;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A client that creates one small policy after the other, each tried once, at whichever control
/// plane answers, and remembers what it was told. Runs on a thread of its own until closed.
public final class WriteStream implements AutoCloseable {

  /// Every write is a rollout of its own, and a node moves for one at a time: what is written in a
  /// second takes nodes longer than that to follow.
  private static final long PAUSE_MILLIS = 150;

  private static final int STOP_SECONDS = 30;
  private static final String DOCUMENT =
      """
      apiVersion: skerry/v1
      kind: Policy
      metadata: {name: %1$s}
      spec: {service: stream, type: config, config: {marker: %1$s}}
      """;

  private final List<Rest> replicas;
  private final String prefix;
  private final Map<String, Long> acknowledged = new ConcurrentSkipListMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<String> unknown = new ConcurrentSkipListSet<>();
  private final AtomicInteger current = new AtomicInteger();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  private WriteStream(List<Rest> replicas, String prefix) {
    this.replicas = replicas;
    this.prefix = prefix;
    this.thread = Thread.ofVirtual().name("write-stream").start(this::run);
  }

  /// Starts writing policies whose names begin with this prefix.
  public static WriteStream to(Cluster cluster, String prefix) {
    return new WriteStream(cluster.replicas().stream().map(cluster::rest).toList(), prefix);
  }

  /// The acknowledged policies with the revision of each.
  public Map<String, Long> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  /// The policies that were refused, or never sent.
  public Set<String> refused() {
    return Set.copyOf(refused);
  }

  /// The policies whose fate the client was not told.
  public Set<String> unknown() {
    return Set.copyOf(unknown);
  }

  /// Waits until this many more are acknowledged.
  public void awaitMore(int count) {
    int wanted = acknowledged.size() + count;
    await().atMost(Duration.ofSeconds(40)).until(() -> acknowledged.size() >= wanted);
  }

  /// Stops writing; what was told until then is final.
  public void end() {
    stop.countDown();
    try {
      if (!thread.join(Duration.ofSeconds(STOP_SECONDS))) {
        throw new IllegalStateException("the write stream does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
  }

  private void run() {
    try {
      for (int i = 0; !stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
        write(prefix + "-%04d".formatted(i));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(String name) throws InterruptedException {
    Rest replica = replicas.get(current.get() % replicas.size());
    try {
      Answer answer =
          replica.send(
              "PUT",
              "/api/v1/policies/" + name,
              DOCUMENT.formatted(name),
              Map.of("If-None-Match", "*", "X-Request-Id", name));
      judge(name, answer);
    } catch (ConnectException notSent) {
      refused.add(name);
      current.incrementAndGet();
    } catch (IOException lost) {
      unknown.add(name);
      current.incrementAndGet();
    }
  }

  private void judge(String name, Answer answer) {
    if (answer.ok()) {
      acknowledged.put(name, answer.revision());
      return;
    }
    current.incrementAndGet();
    (answer.status() < 500 || answer.code().equals("store-unavailable") ? refused : unknown)
        .add(name);
  }
}
