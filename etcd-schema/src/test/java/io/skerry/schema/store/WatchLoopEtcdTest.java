package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.schema.model.Revision;
import io.skerry.schema.runtime.Live;
import io.skerry.schema.store.WatchSink.LinkState;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
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
    direct.put("a", "1");
    direct.put("deleted", "1");
    try (WatchLoop loop = Loops.start(proxied, Cell.all(), mirror)) {
      awaitLink(LinkState.CAUGHT_UP);
      proxy.refuse();
      etcd.restart();
      putPatiently(direct, "a", "2");
      direct.delete("deleted");
      Revision last = direct.put("b", "1");
      proxy.relay();

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
      awaitShows(putPatiently(direct, "a", "2"));
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
      List<TcpProxy> proxies =
          cluster.members().stream().map(member -> new TcpProxy(member.clientPort())).toList();
      EtcdConfig leaderFirst =
          EtcdConfig.of(proxies.stream().map(TcpProxy::endpoint).toList())
              .rotated(cluster.members().indexOf(leader));
      try (StateStore watching = Live.connect(leaderFirst);
          StateStore writing = Live.connect(cluster.config());
          WatchLoop loop = Loops.start(watching, Cell.all(), mirror)) {
        Cell cell = new Cell(writing);
        Revision before = cell.put("a", "1");
        await().until(() -> mirror.revision().compareTo(before) >= 0);
        leader.kill();
        proxies.forEach(TcpProxy::refuse);
        for (int i = 0; i < 100; i++) {
          putPatiently(cell, "k" + i, "written without the old leader");
        }
        proxies.forEach(TcpProxy::relay);

        await()
            .atMost(Duration.ofSeconds(10))
            .untilAsserted(() -> mirror.assertShows(writing, Cell.all()));
        assertThat(mirror.content()).hasSize(101);
        assertThat(mirror.links()).contains(LinkState.LOST);
        assertThat(loop).isNotNull();
      } finally {
        proxies.forEach(TcpProxy::close);
      }
    }
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
