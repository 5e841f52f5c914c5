package io.skerry.bench.storm;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.common.exception.CompactedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The baseline: as many jetcd clients as there are agents, each with one watch of one key on a
/// connection of its own, left to jetcd's own reconnects. Safe for use by many threads.
final class PlainWatchers implements AutoCloseable {

  private static final ByteSequence KEY = utf8("/skerry/v1/cells/local/bench");
  private static final int TRIES = 60;

  private final Cell cell;
  private final List<Client> clients = new ArrayList<>();
  private final ConcurrentMap<Integer, String> seen = new ConcurrentHashMap<>();
  private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
  private final Queue<Long> deaths = new ConcurrentLinkedQueue<>();

  private volatile String wanted = "";
  private volatile CountDownLatch missing = new CountDownLatch(0);

  private PlainWatchers(Cell cell) {
    this.cell = cell;
  }

  static PlainWatchers open(Cell cell, Line line, int count) throws Exception {
    PlainWatchers watchers = new PlainWatchers(cell);
    for (int i = 0; i < count; i++) {
      watchers.connect(line, i);
    }
    for (int attempt = 0; attempt < TRIES; attempt++) {
      watchers.put("probe-" + attempt);
      if (watchers.missing.await(1, TimeUnit.SECONDS)) {
        return watchers;
      }
    }
    throw new IllegalStateException("the plain watchers did not all open within a minute");
  }

  /// Changes the key; nobody is waited for.
  void put(String value) throws Exception {
    arrivals.clear();
    deaths.clear();
    missing = new CountDownLatch(clients.size());
    wanted = value;
    cell.put(KEY, utf8(value));
  }

  /// How many have neither seen the last change nor ended for good.
  long missing() {
    return missing.getCount();
  }

  /// When watchers saw the last change, by `System.nanoTime`.
  List<Long> arrivals() {
    return List.copyOf(arrivals);
  }

  /// When watches ended for good since, because history was compacted.
  List<Long> deaths() {
    return List.copyOf(deaths);
  }

  @Override
  public void close() {
    clients.parallelStream().forEach(Client::close);
  }

  private void connect(Line line, int index) {
    Client client = Client.builder().endpoints(line.url()).build();
    clients.add(client);
    var _ =
        client
            .getWatchClient()
            .watch(
                KEY,
                Watch.listener(
                    news ->
                        news.getEvents().forEach(it -> arrived(index, it.getKeyValue().getValue())),
                    this::failed));
  }

  private void arrived(int index, ByteSequence value) {
    String text = value.toString(StandardCharsets.UTF_8);
    if (text.equals(wanted) && !text.equals(seen.put(index, text))) {
      arrivals.add(System.nanoTime());
      missing.countDown();
    }
  }

  private void failed(Throwable failure) {
    if (failure instanceof CompactedException) {
      deaths.add(System.nanoTime());
      missing.countDown();
    }
  }

  private static ByteSequence utf8(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }
}
