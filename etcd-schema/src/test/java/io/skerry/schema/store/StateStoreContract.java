package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.CommitOutcome.Committed;
import io.skerry.schema.store.CommitOutcome.Conflict;
import io.skerry.schema.store.CommitOutcome.Fenced;
import io.skerry.schema.store.StoreException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [StateStore] guarantees about reads, transactions and leases.
abstract class StateStoreContract extends StoreContract {

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

    assertThat(store().list(blobs(), PageRequest.first(10)).entries())
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
    Page first = store().list(blobs(), PageRequest.first(2));
    IntStream.range(0, 5).forEach(i -> put("k" + i, "new"));
    put("late", "new");

    List<RawEntry> all = new ArrayList<>(first.entries());
    Optional<PageRequest> next = first.next();
    while (next.isPresent()) {
      Page page = store().list(blobs(), next.get());
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
    assertThat(store().list(blobs(), PageRequest.first(2)).next()).isEmpty();
    assertThat(store().list(nothing(), PageRequest.first(2)).entries()).isEmpty();
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
    PageRequest next = store().list(blobs(), PageRequest.first(1)).next().orElseThrow();
    put("c", "1");
    fixture().compact();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store().list(blobs(), next))
        .extracting(StoreException::code)
        .isEqualTo(Code.COMPACTED);
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
              fixture().letTimePass();
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
}
