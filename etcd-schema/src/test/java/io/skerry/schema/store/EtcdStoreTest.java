package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.runtime.Live;
import io.skerry.schema.store.StoreException.Code;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the adapter makes of trouble between it and a real etcd.
class EtcdStoreTest {

  private static final EtcdProcess ETCD = EtcdProcess.start();
  private static final Duration TRANSPORTS_FIRST_PAUSE = Duration.ofMillis(1300);
  private static final String NOBODY = "http://127.0.0.1:1";

  private final TcpProxy proxy = new TcpProxy(ETCD.clientPort());
  private final Cell direct = new Cell(Live.connect(ETCD.config()));
  private final Cell proxied =
      new Cell(Live.connect(proxy.config().withRequestTimeout(Duration.ofMillis(700))));

  @AfterAll
  static void stop() {
    ETCD.close();
  }

  @AfterEach
  void close() {
    direct.store().close();
    proxied.store().close();
    proxy.close();
  }

  @Test
  void unreachableStoreIsUnavailableAtOnceForReadsAndWrites() {
    try (StateStore store = Live.connect(EtcdConfig.of(List.of(NOBODY)))) {
      assertUnavailable(() -> store.get(Cell.key("a")));
      assertUnavailable(() -> store.list(Cell.all(), PageRequest.first(1)));
      assertUnavailable(() -> store.commit(Cell.write("a", "1")));
      assertUnavailable(() -> store.grantLease(Duration.ofSeconds(5)));
    }
  }

  @Test
  void writeWhoseAnswerIsLostIsUnknownAndMayHaveHappened() {
    proxied.put("warm", "up");
    proxy.swallowAnswers();

    CommitOutcome outcome = proxied.store().commit(Cell.write("lost answer", "written"));

    assertThat(outcome).isInstanceOf(CommitOutcome.Unknown.class);
    await().untilAsserted(() -> assertThat(direct.get("lost answer")).contains("written"));
  }

  @Test
  void writeWhoseRequestIsLostIsUnknownToo() {
    proxied.put("warm", "up");
    proxy.swallow();

    assertThat(proxied.store().commit(Cell.write("lost request", "written")))
        .isInstanceOf(CommitOutcome.Unknown.class);
    assertThat(direct.get("lost request")).isEmpty();
  }

  @Test
  void writeThatNeverLeftIsUnavailableRatherThanUnknown() {
    proxied.put("warm", "up");
    proxy.refuse();
    await().untilAsserted(() -> assertUnavailable(() -> proxied.store().get(Cell.key("warm"))));

    assertUnavailable(() -> proxied.store().commit(Cell.write("never sent", "1")));
    assertThat(direct.get("never sent")).isEmpty();
  }

  @Test
  void readsTryTheOtherMembersBeforeTheyFail() {
    direct.put("a", "1");
    EtcdConfig config = EtcdConfig.of(List.of(NOBODY, ETCD.endpoint()));
    try (StateStore store = Live.connect(config)) {
      assertThat(new Cell(store).get("a")).contains("1");
    }
  }

  @Test
  void writesThatNeverLeftTryTheOtherMembers() {
    EtcdConfig config = EtcdConfig.of(List.of(NOBODY, ETCD.endpoint()));
    try (StateStore store = Live.connect(config)) {
      assertThat(store.commit(Cell.write("second member", "1")))
          .isInstanceOf(CommitOutcome.Committed.class);
    }
  }

  @Test
  void storeIsBackSoonAfterALongOutage() {
    proxied.put("a", "1");
    proxy.refuse();
    // Many failed connections in a row, which would drive the transport's own backoff up.
    await()
        .atMost(Duration.ofSeconds(10))
        .during(Duration.ofSeconds(4))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertUnavailable(() -> proxied.get("a")));

    proxy.relay();

    await()
        .atMost(Duration.ofSeconds(3))
        .pollInterval(Duration.ofMillis(50))
        .ignoreException(StoreException.class)
        .until(() -> proxied.get("a").isPresent());
  }

  /// Whoever calls decides when, with jitter; a transport that tried by itself would bring a whole
  /// fleet back within a second, whatever its callers' pauses are.
  @Test
  void connectionIsTriedForCallsOnly() {
    proxied.put("warm", "up");
    proxy.refuse();
    await().untilAsserted(() -> assertUnavailable(() -> proxied.store().get(Cell.key("warm"))));

    int before = proxy.attempts();
    await()
        .during(TRANSPORTS_FIRST_PAUSE)
        .atMost(TRANSPORTS_FIRST_PAUSE.multipliedBy(2))
        .untilAsserted(() -> assertThat(proxy.attempts()).isEqualTo(before));

    proxy.relay();
    assertThat(proxied.get("warm")).contains("up");
  }

  @Test
  void halfOpenLinkIsReplacedAfterOneTimeOut() {
    proxied.put("a", "1");
    proxy.swallow();
    assertUnavailable(() -> proxied.get("a"));
    proxy.relay();

    await()
        .atMost(Duration.ofSeconds(3))
        .ignoreException(StoreException.class)
        .until(() -> proxied.get("a").isPresent());
  }

  @Test
  void pageThatWouldBeTooLargeShrinksUntilItFits() {
    Bytes large = Bytes.copyOf(new byte[100_000]);
    IntStream.range(0, 10)
        .forEach(
            i -> {
              Txn txn = Txn.builder().put(Cell.key("large" + i), large).build();
              assertThat(direct.store().commit(txn)).isInstanceOf(CommitOutcome.Committed.class);
            });
    try (StateStore small = Live.connect(ETCD.config().withMaxMessageBytes(350_000))) {
      Page page = small.list(Cell.all(), PageRequest.first(1000));
      assertThat(page.entries()).isNotEmpty();
      assertThat(page.next().orElseThrow().limit()).isEqualTo(1000);
    }
  }

  @Test
  void endpointsAreCheckedAndRotated() {
    assertThatIllegalArgumentException().isThrownBy(() -> EtcdConfig.of(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EtcdConfig.of(List.of("127.0.0.1:2379")))
        .withMessageContaining("http://host:2379");
    EtcdConfig config = EtcdConfig.of(List.of("http://a:1", "http://b:1", "http://c:1"));
    assertThat(config.rotated(4).endpoints())
        .extracting(uri -> uri.getHost())
        .containsExactly("b", "c", "a");
    assertThat(config.rotated(-1).endpoints().getFirst().getHost()).isEqualTo("c");
  }

  private static void assertUnavailable(Runnable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call::run)
        .extracting(StoreException::code)
        .isEqualTo(Code.UNAVAILABLE);
  }
}
