package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.schema.model.Revision;
import io.skerry.schema.runtime.Live;
import io.skerry.schema.store.WatchSink.LinkState;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The loop on real etcd members that are cut off, killed, restarted, frozen and compacted.
class WatchLoopEtcdTest {

  private final EtcdProcess etcd = EtcdProcess.start();
  private final TcpProxy proxy = new TcpProxy(etcd.clientPort());
  private final Cell direct = new Cell(Live.connect(etcd.config()));
  private final StateStore proxied =
      Live.connect(proxy.config().withRequestTimeout(Duration.ofSeconds(1)));
  private final Mirror mirror = new Mirror();

  @AfterEach
  void close() {
    direct.store().close();
    proxied.close();
    proxy.close();
    etcd.close();
  }

  @Test
  void compactionThatOvertakesTheWatcherLosesNothing() {
    direct.put("kept", "1");
    direct.put("deleted", "1");
    try (WatchLoop loop = Loops.start(proxied, Cell.all(), mirror)) {
      awaitLink(LinkState.CAUGHT_UP);
      proxy.refuse();
      awaitLink(LinkState.LOST);
      direct.put("kept", "2");
      direct.delete("deleted");
      Revision last = direct.put("new", "1");
      etcd.compact();
      proxy.relay();

      awaitShows(last);
      assertThat(loop).isNotNull();
    }
  }

  @Test
  void killedAndRestartedEtcdLosesNothing() {
    try (WatchLoop loop = Loops.start(direct.store(), Cell.all(), mirror)) {
      Revision before = direct.put("a", "1");
      await().until(() -> mirror.revision().compareTo(before) >= 0);
      etcd.restart();
      Revision last = putPatiently("a", "2");

      awaitShows(last);
      assertThat(mirror.links()).contains(LinkState.LOST);
      assertThat(loop).isNotNull();
    }
  }

  @Test
  void frozenEtcdIsNoticedAndCaughtUpWith() {
    direct.put("a", "1");
    try (WatchLoop loop = Loops.start(proxied, Cell.all(), mirror)) {
      awaitLink(LinkState.CAUGHT_UP);
      etcd.pause();
      awaitLink(LinkState.LOST);
      etcd.resume();
      awaitShows(putPatiently("a", "2"));
      assertThat(loop).isNotNull();
    }
  }

  @Test
  void halfOpenLinkIsNoticedWithin16SecondsAtTheDefaultPace() {
    direct.put("a", "1");
    try (WatchLoop loop = Loops.start(proxied, Cell.range("a"), mirror, WatchPace.DEFAULT)) {
      awaitLink(LinkState.CAUGHT_UP);
      proxy.swallow();
      Revision missed = direct.put("a", "2");
      await()
          .atMost(Duration.ofSeconds(16))
          .until(() -> mirror.links().getLast() == LinkState.LOST);
      proxy.relay();

      await().atMost(Duration.ofSeconds(10)).until(() -> mirror.revision().compareTo(missed) >= 0);
      assertThat(mirror.text("a")).contains("2");
      assertThat(loop).isNotNull();
    }
  }

  @Test
  void cutsAtRandomMomentsLoseNothing() {
    SplittableRandom random = new SplittableRandom(11);
    try (WatchLoop loop = Loops.start(proxied, Cell.all(), mirror)) {
      Revision last = Revision.ZERO;
      for (int i = 0; i < 3000; i++) {
        String name = "k" + random.nextInt(50);
        last = direct.put(name, "v" + i);
        if (random.nextInt(100) == 0) {
          proxy.cut();
        }
        if (random.nextInt(500) == 0) {
          etcd.compact();
        }
      }
      awaitShows(last);
      assertThat(loop).isNotNull();
    }
  }

  @Test
  void killedLeaderLosesNothing() {
    try (EtcdCluster cluster = EtcdCluster.start(3)) {
      EtcdProcess leader = cluster.leader();
      EtcdConfig leaderFirst = cluster.config().rotated(cluster.members().indexOf(leader));
      try (StateStore store = Live.connect(leaderFirst);
          WatchLoop loop = Loops.start(store, Cell.all(), mirror);
          StateStore writer = Live.connect(leaderFirst.rotated(1));
          var background = Executors.newVirtualThreadPerTaskExecutor()) {
        awaitLink(LinkState.CAUGHT_UP);
        CompletableFuture<Void> writes =
            CompletableFuture.runAsync(() -> writeAll(new Cell(writer)), background);
        await().until(() -> mirror.text("k100").isPresent());
        leader.kill();

        await().atMost(Duration.ofSeconds(30)).until(writes::isDone);
        await()
            .atMost(Duration.ofSeconds(10))
            .untilAsserted(() -> mirror.assertShows(writer, Cell.all()));
        assertThat(mirror.content()).hasSize(300);
        assertThat(mirror.links()).contains(LinkState.LOST);
        assertThat(loop).isNotNull();
      }
    }
  }

  /// Writes 300 keys, each until it is known to be written.
  private static void writeAll(Cell cell) {
    IntStream.range(0, 300).forEach(i -> putPatiently(cell, "k" + i, "v"));
  }

  private Revision putPatiently(String name, String value) {
    return putPatiently(direct, name, value);
  }

  private static Revision putPatiently(Cell cell, String name, String value) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptionsMatching(
            e -> e instanceof StoreException || e instanceof IllegalStateException)
        .until(() -> cell.put(name, value), revision -> revision.value() > 0);
  }

  private void awaitShows(Revision last) {
    await().atMost(Duration.ofSeconds(10)).until(() -> mirror.revision().compareTo(last) >= 0);
    mirror.assertShows(direct.store(), Cell.all());
  }

  private void awaitLink(LinkState state) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> List.copyOf(mirror.links()).contains(state) && last() == state);
  }

  private LinkState last() {
    return mirror.links().getLast();
  }
}
