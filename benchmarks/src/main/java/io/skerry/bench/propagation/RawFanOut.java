package io.skerry.bench.propagation;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The baseline: one key, and as many jetcd watchers of it as there are nodes, each on a connection
/// of its own as real nodes are.
final class RawFanOut implements AutoCloseable {

  private static final ByteSequence KEY = utf8("/skerry/v1/cells/local/bench");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Client> clients = new ArrayList<>();
  private final Client writer;
  private final AtomicReference<CountDownLatch> round =
      new AtomicReference<>(new CountDownLatch(0));

  private RawFanOut(Client writer) {
    this.writer = writer;
  }

  static RawFanOut open(String endpoint, int watchers) throws Exception {
    RawFanOut fanOut = new RawFanOut(client(endpoint));
    fanOut.writer.getKVClient().put(KEY, utf8("start")).get(10, TimeUnit.SECONDS);
    for (int i = 0; i < watchers; i++) {
      Client client = client(endpoint);
      fanOut.clients.add(client);
      client.getWatchClient().watch(KEY, Watch.listener(_ -> fanOut.round.get().countDown()));
    }
    fanOut.awaitEveryWatcher();
    return fanOut;
  }

  /// One put of `value`, until the last watcher has it.
  Duration put(byte[] value) throws Exception {
    CountDownLatch last = new CountDownLatch(clients.size());
    round.set(last);
    long start = System.nanoTime();
    writer.getKVClient().put(KEY, ByteSequence.from(value)).get(10, TimeUnit.SECONDS);
    if (!last.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(last.getCount() + " raw watchers did not see the put");
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void close() {
    clients.forEach(Client::close);
    writer.close();
  }

  /// Watches open in the background: the first put that all of them see is the proof that they
  /// stand.
  private void awaitEveryWatcher() throws Exception {
    for (int attempt = 0; attempt < 60; attempt++) {
      CountDownLatch last = new CountDownLatch(clients.size());
      round.set(last);
      writer.getKVClient().put(KEY, utf8("probe-" + attempt)).get(10, TimeUnit.SECONDS);
      if (last.await(1, TimeUnit.SECONDS)) {
        return;
      }
    }
    throw new IllegalStateException("the raw watchers did not all open within a minute");
  }

  private static Client client(String endpoint) {
    return Client.builder().endpoints(endpoint).build();
  }

  private static ByteSequence utf8(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }
}
