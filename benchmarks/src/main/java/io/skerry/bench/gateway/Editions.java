package io.skerry.bench.gateway;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.skerry.bench.reload.SampleSnapshot;
import io.skerry.cli.local.Ports;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/// Snapshots that differ in one entry each, made beforehand so that making them disturbs no
/// measurement.
final class Editions {

  private static final Keys KEYS = new Keys(SampleSnapshot.NODE);
  private static final int SECONDS = 10;

  private final Iterator<Edition> left;

  private Editions(List<Edition> all) {
    this.left = all.iterator();
  }

  /// @param ref that asks for it
  /// @param content that the edition before it lacks
  private record Edition(Bytes ref, SampleSnapshot content) {}

  /// The editions from 1 on, in generations from 2 on.
  static Editions of(IntFunction<SampleSnapshot> snapshots, int count) {
    List<Edition> editions = new ArrayList<>(count);
    Map<Digest, Bytes> known = new HashMap<>(snapshots.apply(0).content());
    for (int edition = 1; edition <= count; edition++) {
      SampleSnapshot whole = snapshots.apply(edition);
      Map<Digest, Bytes> fresh = new HashMap<>(whole.content());
      fresh.keySet().removeAll(known.keySet());
      editions.add(
          new Edition(
              whole.ref(SampleSnapshot.NODE, edition + 1L),
              new SampleSnapshot(whole.manifest(), fresh)));
    }
    return new Editions(editions);
  }

  /// Publishes the next editions at a steady pace until it is closed.
  Stream stream(Store store, int perSecond) {
    return new Stream(store, perSecond);
  }

  /// A stretch of reloads.
  final class Stream implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile Optional<Exception> failure = Optional.empty();

    private Stream(Store store, int perSecond) {
      var _ =
          timer.scheduleAtFixedRate(
              () -> publish(store), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    void orThrow() throws Exception {
      if (failure.isPresent()) {
        throw failure.get();
      }
    }

    @Override
    public void close() {
      timer.close();
    }

    private void publish(Store store) {
      try {
        if (left.hasNext()) {
          Edition edition = left.next();
          store.publish(edition.content());
          store.point(edition.ref());
        }
      } catch (Exception e) {
        failure = Optional.of(e);
      }
    }
  }

  /// An etcd of its own.
  static final class Store implements AutoCloseable {

    private final Contestant etcd;
    private final Client client;

    private Store(Contestant etcd) {
      this.etcd = etcd;
      this.client = Client.builder().endpoints(etcd.address()).build();
    }

    static Store start(String program, Path folder) throws IOException, InterruptedException {
      int port = Ports.unused();
      String url = "http://127.0.0.1:" + port;
      String peer = "http://127.0.0.1:" + Ports.unused();
      List<String> command =
          List.of(
              program,
              "--data-dir=" + folder.resolve("etcd"),
              "--listen-client-urls=" + url,
              "--advertise-client-urls=" + url,
              "--listen-peer-urls=" + peer,
              "--initial-advertise-peer-urls=" + peer,
              "--initial-cluster=default=" + peer);
      return new Store(Contestant.start("etcd", port, command, "", folder));
    }

    String url() {
      return etcd.address();
    }

    /// Stores content.
    void publish(SampleSnapshot snapshot) throws Exception {
      for (Map.Entry<Digest, Bytes> piece : snapshot.content().entrySet()) {
        boolean isManifest = piece.getKey().equals(snapshot.manifest().digest());
        put(
            isManifest ? KEYS.snapshot(piece.getKey()).path() : KEYS.blob(piece.getKey()).path(),
            piece.getValue());
      }
    }

    /// Points the node at it.
    void point(Bytes ref) throws Exception {
      put(KEYS.ref(new ResourceName(NodeFolder.NODE)).path(), ref);
    }

    @Override
    public void close() {
      client.close();
      etcd.close();
    }

    private void put(String key, Bytes value) throws Exception {
      client
          .getKVClient()
          .put(ByteSequence.from(key, StandardCharsets.UTF_8), ByteSequence.from(value.toArray()))
          .get(SECONDS, TimeUnit.SECONDS);
    }
  }
}
