package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.schema.model.Revision;
import io.skerry.schema.store.WatchSink.LinkState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The loop against a store that fails in every way it can.
class WatchLoopTest {

  private final InMemoryStore store = new InMemoryStore();
  private final Cell cell = new Cell(store);
  private final Mirror mirror = new Mirror();
  private final List<WatchLoop> loops = new ArrayList<>();

  @AfterEach
  void close() {
    loops.forEach(WatchLoop::close);
  }

  @Test
  void firstBatchIsTheWholeRangeAndChangesFollowOneByOne() {
    cell.put("a", "1");
    Revision listed = cell.put("b", "1");
    start(mirror, Loops.FAST);
    awaitRevision(listed);
    assertThat(mirror.batches()).hasSize(1);

    cell.put("a", "2");
    awaitRevision(cell.delete("b"));

    assertThat(mirror.batches()).hasSize(3);
    mirror.assertShows(store, Cell.all());
    assertThat(mirror.links()).containsExactly(LinkState.CAUGHT_UP);
  }

  @Test
  void emptyRangeIsDeliveredToo() {
    start(mirror, Loops.FAST);
    awaitRevision(store.revision());
    assertThat(mirror.batches()).containsExactly(List.of());
  }

  @Test
  void gapIsDeliveredAsOneBatchOfWhatReallyChanged() {
    cell.put("same", "1");
    cell.put("changed", "1");
    cell.put("deleted", "1");
    cell.put("reborn", "1");
    start(mirror, Loops.FAST);
    awaitLink(LinkState.CAUGHT_UP);
    store.faults().disconnect();
    awaitLink(LinkState.LOST);
    store.faults().mute();
    store.faults().reconnect();
    cell.put("changed", "2");
    cell.put("changed", "3");
    cell.delete("deleted");
    cell.delete("reborn");
    Revision last = cell.put("reborn", "1");
    store.compact();
    store.faults().unmute();

    awaitRevision(last);
    awaitLink(LinkState.CAUGHT_UP);
    mirror.assertShows(store, Cell.all());
    long puts =
        mirror.batches().stream()
            .skip(1)
            .flatMap(List::stream)
            .filter(change -> change.path().equals(Cell.key("same").path()))
            .count();
    assertThat(puts).isZero();
    assertThat(mirror.links())
        .containsExactly(LinkState.CAUGHT_UP, LinkState.LOST, LinkState.CAUGHT_UP);
  }

  @Test
  void halfOpenStreamIsNoticedAndReplaced() {
    start(mirror, Loops.FAST);
    awaitLink(LinkState.CAUGHT_UP);
    store.faults().silenceStreams();
    Revision missed = cell.put("a", "1");

    awaitRevision(missed);
    assertThat(mirror.links()).contains(LinkState.LOST);
  }

  @Test
  void quietButLivingStreamIsKept() {
    WatchPace impatient = pace(Duration.ofMillis(1), Duration.ofMinutes(10));
    start(mirror, impatient);
    awaitLink(LinkState.CAUGHT_UP);
    await().until(() -> store.progressRequests() > 20);
    assertThat(mirror.links()).containsExactly(LinkState.CAUGHT_UP);
    assertThat(mirror.batches()).hasSize(1);
  }

  /// An edit reaches every node of a fleet at one moment; from then on they must not ask together.
  @Test
  void streamsThatFellSilentTogetherAreAskedApart() {
    Duration silence = Duration.ofMillis(10);
    SilenceRecorder recorder = new SilenceRecorder(store);
    loops.add(Loops.start(recorder, Cell.all(), mirror, pace(silence, Duration.ofMinutes(10))));

    await().until(() -> store.progressRequests() > 20);

    List<Duration> waits = recorder.waitsUpTo(silence);
    assertThat(waits)
        .hasSizeGreaterThan(20)
        .allMatch(it -> it.compareTo(Duration.ofMillis(8)) >= 0);
    assertThat(Set.copyOf(waits)).hasSizeGreaterThan(10);
  }

  @Test
  void streamThatIsNeverAcceptedIsGivenUp() {
    store.faults().mute();
    WatchPace impatient =
        new WatchPace(
            Duration.ofMillis(10),
            Duration.ofMillis(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(1),
            Duration.ofMillis(1),
            Duration.ofMillis(5));
    start(mirror, impatient);
    awaitLink(LinkState.LOST);
    store.faults().unmute();
    awaitLink(LinkState.CAUGHT_UP);
    mirror.assertOrderly();
  }

  @Test
  void resyncHealsWhatAStreamSilentlyLost() {
    start(mirror, pace(Duration.ofMillis(5), Duration.ofMillis(50)));
    awaitLink(LinkState.CAUGHT_UP);
    store.faults().dropNextSignal();
    cell.put("a", "1");

    await().until(() -> mirror.text("a").isPresent());
    mirror.assertShows(store, Cell.all());
    assertThat(mirror.links()).containsExactly(LinkState.CAUGHT_UP);
  }

  @Test
  void batchDuringWhichTheSinkFailedComesAgain() {
    AtomicInteger failures = new AtomicInteger(2);
    start(
        batches(
            (changes, at) -> {
              if (!changes.isEmpty() && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("on purpose");
              }
              mirror.onBatch(changes, at);
            }),
        Loops.FAST);
    Revision last = cell.put("a", "1");

    awaitRevision(last);
    mirror.assertShows(store, Cell.all());
  }

  @Test
  void noCallComesAfterClose() {
    WatchLoop loop = start(mirror, Loops.FAST);
    awaitLink(LinkState.CAUGHT_UP);
    loop.close();
    loop.close();
    cell.put("a", "1");
    assertThat(mirror.text("a")).isEmpty();
    assertThat(mirror.links()).containsExactly(LinkState.CAUGHT_UP);
  }

  @Test
  void sinkMayCloseItsOwnLoop() throws InterruptedException {
    AtomicReference<WatchLoop> own = new AtomicReference<>();
    CountDownLatch ready = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    WatchSink closing =
        batches(
            (changes, at) -> {
              await().until(() -> ready.getCount() == 0);
              own.get().close();
              closed.countDown();
            });
    own.set(start(closing, Loops.FAST));
    ready.countDown();
    assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void closedStoreEndsTheLoop() throws InterruptedException {
    AtomicReference<Thread> thread = new AtomicReference<>();
    loops.add(
        WatchLoop.start(
            new WatchLoop.Parts(
                store,
                Cell.all(),
                mirror,
                Loops.FAST,
                InstantSource.system(),
                new SplittableRandom(1),
                task -> {
                  thread.set(Thread.ofVirtual().unstarted(task));
                  return thread.get();
                })));
    awaitLink(LinkState.CAUGHT_UP);
    store.close();
    assertThat(thread.get().join(Duration.ofSeconds(5))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverHappensTheMirrorEndsEqualAndNeverGoesBack(long seed) {
    start(mirror, pace(Duration.ofMillis(5), Duration.ofMillis(40)));
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      String name = "k" + random.nextInt(30);
      switch (random.nextInt(40)) {
        case 0 -> store.faults().endStreams();
        case 1 -> store.faults().endStreamsAfter(random.nextInt(5));
        case 2 -> store.faults().silenceStreams();
        case 3 -> store.compact();
        case 4 -> store.faults().dropNextSignal();
        case 5, 6, 7, 8, 9 -> assertThat(cell.delete(name)).isNotNull();
        default -> assertThat(cell.put(name, "v" + i)).isNotNull();
      }
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> mirror.assertShows(store, Cell.all()));
  }

  private static WatchSink batches(BiConsumer<List<Change>, Revision> onBatch) {
    return new WatchSink() {
      @Override
      public void onBatch(List<Change> changes, Revision revision) {
        onBatch.accept(changes, revision);
      }

      @Override
      public void onLink(LinkState state) {
        // These tests look at batches only.
      }
    };
  }

  private WatchLoop start(WatchSink sink, WatchPace pace) {
    WatchLoop loop = Loops.start(store, Cell.all(), sink, pace);
    loops.add(loop);
    return loop;
  }

  private static WatchPace pace(Duration silence, Duration resync) {
    return new WatchPace(
        silence,
        Duration.ofSeconds(2),
        resync,
        Duration.ofSeconds(1),
        Duration.ofMillis(1),
        Duration.ofMillis(5));
  }

  private void awaitRevision(Revision revision) {
    await().until(() -> mirror.revision().compareTo(revision) >= 0);
  }

  private void awaitLink(LinkState state) {
    await().until(() -> !mirror.links().isEmpty() && mirror.links().getLast() == state);
  }
}
