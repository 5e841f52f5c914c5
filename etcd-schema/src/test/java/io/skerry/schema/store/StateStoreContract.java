package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Key;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.CommitOutcome.Committed;
import io.skerry.schema.store.CommitOutcome.Conflict;
import io.skerry.schema.store.CommitOutcome.Fenced;
import io.skerry.schema.store.StoreException.Code;
import io.skerry.schema.store.WatchStream.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [StateStore] guarantees. Each test works under a cell of its own, so that one store
/// can serve them all.
public abstract class StateStoreContract {

  private static final AtomicInteger CELLS = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Keys keys = new Keys(new ResourceName("contract-" + CELLS.incrementAndGet()));
  private final KeyRange blobs = new KeyRange(keys.prefix() + "blobs/");

  /// The store under test; the same during one test.
  protected abstract StateStore store();

  /// The store, or a further connection to it, for the test that closes it.
  protected abstract StateStore closable();

  /// Forgets all history before the newest revision.
  protected abstract void compact();

  /// Lets some time pass by which leases expire.
  protected abstract void letTimePass();

  @Test
  void absentKeyReadsAsEmpty() {
    assertThat(store().get(key("a"))).isEmpty();
  }

  @Test
  void committedValueReadsBackWithTheRevisionOfItsTransaction() {
    Revision at = put("a", "one");

    Stored<Bytes> stored = store().get(key("a")).orElseThrow();
    assertThat(stored.decode()).isEqualTo(new Decoded.Ok<>(Bytes.utf8("one")));
    assertThat(stored.created()).isEqualTo(at);
    assertThat(stored.modified()).isEqualTo(at);
  }

  @Test
  void overwritingKeepsTheRevisionOfCreation() {
    Revision created = put("a", "one");
    Revision modified = put("a", "two");

    Stored<Bytes> stored = store().get(key("a")).orElseThrow();
    assertThat(stored.created()).isEqualTo(created);
    assertThat(stored.modified()).isEqualTo(modified).isGreaterThan(created);
    assertThat(stored.bytes()).isEqualTo(Bytes.utf8("two"));
  }

  @Test
  void deletedKeyIsCreatedAnew() {
    put("a", "one");
    commit(Txn.builder().delete(key("a")));
    assertThat(store().get(key("a"))).isEmpty();

    Revision again = put("a", "two");
    assertThat(store().get(key("a")).orElseThrow().created()).isEqualTo(again);
  }

  @Test
  void deletingAnAbsentKeyMovesNoRevision() {
    Revision before = put("a", "one");
    assertThat(store().commit(Txn.builder().delete(key("b")).build()))
        .isEqualTo(new Committed(before));
  }

  @Test
  void creatingAnExistingKeyConflictsAndWritesNothing() {
    put("a", "one");
    Txn txn =
        Txn.builder()
            .requireAbsent(key("a"))
            .put(key("a"), Bytes.utf8("two"))
            .put(key("b"), Bytes.utf8("two"))
            .build();

    assertThat(store().commit(txn)).isEqualTo(new Conflict(List.of(key("a"))));
    assertThat(text("a")).contains("one");
    assertThat(text("b")).isEmpty();
  }

  @Test
  void conflictNamesEveryKeyThatChangedAndNoOther() {
    Revision stale = put("a", "one");
    put("a", "two");
    Revision fresh = put("b", "one");
    Txn txn =
        Txn.builder()
            .requireUnchanged(key("a"), stale)
            .requireUnchanged(key("b"), fresh)
            .requireUnchanged(key("c"), fresh)
            .put(key("b"), Bytes.utf8("two"))
            .build();

    assertThat(store().commit(txn)).isEqualTo(new Conflict(List.of(key("a"), key("c"))));
  }

  @Test
  void unchangedKeyMayBeReplaced() {
    Revision at = put("a", "one");
    commit(Txn.builder().requireUnchanged(key("a"), at).put(key("a"), Bytes.utf8("two")));
    assertThat(text("a")).contains("two");
  }

  @Test
  void leaderCommitsWhileItsKeyLives() {
    Revision won = put("leader", "me");
    put("leader", "me again");
    commit(
        Txn.builder()
            .require(new Txn.Requirement.Fence(key("leader"), won))
            .put(key("a"), Bytes.utf8("led")));
    assertThat(text("a")).contains("led");
  }

  @Test
  void fencedLeaderCannotCommitAndHearsThatRatherThanConflicts() {
    Revision won = put("leader", "me");
    commit(Txn.builder().delete(key("leader")));
    Txn txn =
        Txn.builder()
            .requireAbsent(key("leader"))
            .requireUnchanged(key("a"), won)
            .require(new Txn.Requirement.Fence(key("leader"), won))
            .put(key("a"), Bytes.utf8("late"))
            .build();
    assertThat(store().commit(txn)).isEqualTo(new Fenced());

    put("leader", "other");
    assertThat(store().commit(txn)).isEqualTo(new Fenced());
    assertThat(text("a")).isEmpty();
  }

  @Test
  void allWritesOfATransactionShareItsRevision() {
    put("old", "one");
    Revision at =
        commit(
            Txn.builder()
                .put(key("a"), Bytes.utf8("1"))
                .put(key("b"), Bytes.utf8("2"))
                .delete(key("old")));

    assertThat(store().list(blobs, PageRequest.first(10)).entries())
        .hasSize(2)
        .allSatisfy(entry -> assertThat(entry.modified()).isEqualTo(at));
  }

  @Test
  void fullTransactionIsAcceptedAndOneOperationMoreIsRefused() {
    Txn.Builder full = Txn.builder();
    IntStream.range(0, Txn.MAX_OPERATIONS)
        .forEach(i -> full.requireAbsent(key("k" + i)).put(key("k" + i), Bytes.utf8("x")));
    assertThat(commit(full)).isNotNull();

    full.put(key("one more"), Bytes.utf8("x"));
    assertRefused(full.build(), Code.REFUSED);
  }

  @Test
  void writingAKeyTwiceIsRefused() {
    assertRefused(
        Txn.builder().put(key("a"), Bytes.utf8("1")).delete(key("a")).build(), Code.REFUSED);
  }

  @Test
  void transactionBeyondTheSizeLimitIsRefused() {
    Bytes large = Bytes.copyOf(new byte[TxnLimits.MAX_REQUEST_BYTES]);
    assertRefused(Txn.builder().put(key("a"), large).build(), Code.REFUSED);
  }

  @Test
  void mebibyteOfContentIsKept() {
    Bytes large = Bytes.copyOf(new byte[1 << 20]);
    commit(Txn.builder().put(key("a"), large));
    assertThat(store().get(key("a")).orElseThrow().bytes()).isEqualTo(large);
  }

  @Test
  void pagesOfOneListingShowOneRevision() {
    IntStream.range(0, 5).forEach(i -> put("k" + i, "old"));
    Page first = store().list(blobs, PageRequest.first(2));
    IntStream.range(0, 5).forEach(i -> put("k" + i, "new"));
    put("late", "new");

    List<RawEntry> all = new ArrayList<>(first.entries());
    Optional<PageRequest> next = first.next();
    while (next.isPresent()) {
      Page page = store().list(blobs, next.get());
      assertThat(page.revision()).isEqualTo(first.revision());
      all.addAll(page.entries());
      next = page.next();
    }
    assertThat(all).hasSize(5).allSatisfy(e -> assertThat(e.bytes().asText()).isEqualTo("old"));
    assertThat(all).extracting(RawEntry::path).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void lastPageOffersNoNext() {
    put("a", "1");
    put("b", "1");
    assertThat(store().list(blobs, PageRequest.first(2)).next()).isEmpty();
    assertThat(store().list(new KeyRange(keys.prefix() + "none/"), PageRequest.first(2)).entries())
        .isEmpty();
  }

  @Test
  void rangeOfOneKeyDoesNotCoverItsNeighbours() {
    put("a", "1");
    put("b", "1");
    assertThat(store().list(rangeOf("a"), PageRequest.first(10)).entries())
        .extracting(RawEntry::path)
        .containsExactly(key("a").path());
  }

  @Test
  void listingWhoseRevisionIsCompactedSaysSo() {
    put("a", "1");
    put("b", "1");
    PageRequest next = store().list(blobs, PageRequest.first(1)).next().orElseThrow();
    put("c", "1");
    compact();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store().list(blobs, next))
        .extracting(StoreException::code)
        .isEqualTo(Code.COMPACTED);
  }

  @Test
  void watchDeliversHistoryFromItsRevisionOnAndThenWhatHappens() throws InterruptedException {
    put("a", "0");
    Revision from = put("a", "1");
    put("elsewhere", "x");
    try (WatchStream stream = store().watch(rangeOf("a"), from)) {
      assertThat(next(stream)).isInstanceOf(Signal.Created.class);
      assertThat(texts(changes(stream, 1))).containsExactly("1");
      put("a", "2");
      Revision deleted = commit(Txn.builder().delete(key("a")));
      List<Change> live = changes(stream, 2);
      assertThat(texts(live.subList(0, 1))).containsExactly("2");
      assertThat(live.getLast()).isEqualTo(new Change.Deleted(key("a").path(), deleted));
    }
  }

  @Test
  void watchNeverSplitsATransaction() throws InterruptedException {
    Revision before = put("a", "0");
    try (WatchStream stream = store().watch(blobs, before.next())) {
      assertThat(next(stream)).isInstanceOf(Signal.Created.class);
      Txn.Builder txn = Txn.builder();
      IntStream.range(0, 100).forEach(i -> txn.put(key("k" + i), Bytes.utf8("x")));
      Revision at = commit(txn);
      Signal.Changes signal = (Signal.Changes) next(stream);
      assertThat(signal.changes()).hasSize(100);
      assertThat(signal.revision()).isEqualTo(at);
    }
  }

  @Test
  void watchFromCompactedHistoryEnds() throws InterruptedException {
    Revision old = put("a", "1");
    put("a", "2");
    compact();
    try (WatchStream stream = store().watch(rangeOf("a"), old)) {
      Signal signal = next(stream);
      if (signal instanceof Signal.Created) {
        signal = next(stream);
      }
      assertThat(signal).isInstanceOf(Signal.Ended.class);
      assertThat(((Signal.Ended) signal).reason()).contains("compacted");
    }
  }

  @Test
  void livingStreamAnswersProgressRequests() throws InterruptedException {
    Revision at = put("a", "1");
    try (WatchStream stream = store().watch(rangeOf("a"), at.next())) {
      assertThat(next(stream)).isInstanceOf(Signal.Created.class);
      stream.requestProgress();
      assertThat(next(stream)).isInstanceOf(Signal.Progress.class);
    }
  }

  @Test
  void closedStreamEndsAndStaysSilent() throws InterruptedException {
    WatchStream stream = store().watch(rangeOf("a"), put("a", "1").next());
    assertThat(next(stream)).isInstanceOf(Signal.Created.class);
    stream.close();
    assertThat(next(stream)).isInstanceOf(Signal.Ended.class);
    stream.requestProgress();
    assertThat(stream.poll(Duration.ofMillis(1))).isEmpty();
  }

  @Test
  void expiredLeaseTakesItsKeysAlong() {
    StateStore.Lease lease = store().grantLease(Duration.ofSeconds(1));
    commit(Txn.builder().putLeased(key("a"), Bytes.utf8("1"), lease));
    await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              letTimePass();
              return store().get(key("a")).isEmpty();
            });
    assertThat(store().keepAlive(lease)).isFalse();
  }

  @Test
  void revokedLeaseTakesItsKeysAlongAndBindsNoMore() {
    StateStore.Lease lease = store().grantLease(Duration.ofMinutes(1));
    commit(Txn.builder().putLeased(key("a"), Bytes.utf8("1"), lease));
    assertThat(store().keepAlive(lease)).isTrue();

    store().revoke(lease);
    store().revoke(lease);

    assertThat(text("a")).isEmpty();
    assertThat(store().keepAlive(lease)).isFalse();
    assertRefused(Txn.builder().putLeased(key("a"), Bytes.utf8("1"), lease).build(), Code.REFUSED);
  }

  @Test
  void concurrentWritersLoseNoUpdate() throws InterruptedException {
    put("counter", "0");
    List<Thread> writers =
        IntStream.range(0, 4).mapToObj(i -> Thread.ofVirtual().start(this::count25)).toList();
    for (Thread writer : writers) {
      assertThat(writer.join(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(text("counter")).contains("100");
  }

  @Test
  void closedStoreSaysSoAndEndsItsStreams() throws InterruptedException {
    StateStore closing = closable();
    WatchStream stream = closing.watch(rangeOf("a"), put("a", "1").next());
    assertThat(next(stream)).isInstanceOf(Signal.Created.class);
    closing.close();
    closing.close();

    assertThat(next(stream)).isInstanceOf(Signal.Ended.class);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> closing.get(key("a")))
        .extracting(StoreException::code)
        .isEqualTo(Code.CLOSED);
  }

  private void count25() {
    int done = 0;
    while (done < 25) {
      Stored<Bytes> now = store().get(key("counter")).orElseThrow();
      int next = Integer.parseInt(now.bytes().asText()) + 1;
      Txn txn =
          Txn.builder()
              .requireUnchanged(key("counter"), now.modified())
              .put(key("counter"), Bytes.utf8(Integer.toString(next)))
              .build();
      done += store().commit(txn) instanceof Committed ? 1 : 0;
    }
  }

  private void assertRefused(Txn txn, Code code) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store().commit(txn))
        .extracting(StoreException::code)
        .isEqualTo(code);
  }

  private Revision put(String name, String value) {
    return commit(Txn.builder().put(key(name), Bytes.utf8(value)));
  }

  private Revision commit(Txn.Builder txn) {
    CommitOutcome outcome = store().commit(txn.build());
    assertThat(outcome).isInstanceOf(Committed.class);
    return ((Committed) outcome).revision();
  }

  private Optional<String> text(String name) {
    return store().get(key(name)).map(stored -> stored.bytes().asText());
  }

  private Key<Bytes> key(String name) {
    return keys.blob(Bytes.utf8(name).digest());
  }

  private KeyRange rangeOf(String name) {
    return new KeyRange(key(name).path());
  }

  private static Signal next(WatchStream stream) throws InterruptedException {
    return stream.poll(PATIENCE).orElseThrow();
  }

  private static List<Change> changes(WatchStream stream, int count) throws InterruptedException {
    List<Change> changes = new ArrayList<>();
    while (changes.size() < count) {
      changes.addAll(((Signal.Changes) next(stream)).changes());
    }
    return changes;
  }

  private static List<String> texts(List<Change> changes) {
    return changes.stream().map(change -> ((Change.Put) change).entry().bytes().asText()).toList();
  }
}
