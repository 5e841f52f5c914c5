package io.skerry.agent.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.view.ConfigEntry;
import io.skerry.agent.view.ConfigView;
import io.skerry.agent.view.EntryAddress;
import io.skerry.agent.view.EntryTree;
import io.skerry.schema.codec.StatusFormat;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Snapshot.EntryKind;
import io.skerry.schema.model.TenantName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StatusBoardTest {

  private static final int SWAPS = 20_000;

  private final StatusBoard board = new StatusBoard("boot-1", "0.1.0", () -> Instant.EPOCH);

  @Test
  void readersNeverSeeAMixWhileThousandsOfSwapsHappen() throws Exception {
    int readers = 4;
    CountDownLatch reading = new CountDownLatch(readers);
    board.activate(view(0));
    try (ExecutorService threads = Executors.newFixedThreadPool(readers)) {
      List<Future<Long>> results = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        results.add(threads.submit(() -> readUntilLast(reading)));
      }
      assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
      for (int generation = 1; generation <= SWAPS; generation++) {
        board.activate(view(generation));
      }
      for (Future<Long> reads : results) {
        assertThat(reads.get(20, TimeUnit.SECONDS)).isPositive();
      }
    }
  }

  @Test
  void reportNamesOnlyWhatIsActive() {
    assertThat(board.report().applied()).isEmpty();
    board.activate(view(5));
    assertThat(board.report().applied().orElseThrow().generation()).isEqualTo(5);
  }

  @Test
  void aWishIsReportedUntilItIsOverOrTakenBack() {
    List<Boolean> told = new ArrayList<>();
    board.onStatus(() -> told.add(true));

    board.deferChanges(Instant.EPOCH.plusSeconds(60), "x".repeat(500));
    assertThat(board.report().notNow())
        .contains(new StatusFormat.NotNow(Instant.EPOCH.plusSeconds(60), "x".repeat(256)));
    board.allowChanges();
    board.allowChanges();
    assertThat(board.report().notNow()).isEmpty();
    board.deferChanges(Instant.EPOCH, "too late");

    assertThat(board.report().notNow()).isEmpty();
    assertThat(told).hasSize(3);
  }

  @Test
  void reportWithEveryConditionFitsTheLimit() {
    board.activate(view(1));
    for (ConditionType type : ConditionType.values()) {
      board.raise(type, "x".repeat(5_000));
    }
    board.deferChanges(Instant.EPOCH.plusSeconds(60), "x".repeat(5_000));
    assertThat(StatusFormat.REPORT_CODEC.encode(board.report()).size()).isLessThan(4_096);
  }

  @Test
  void conditionKeepsItsBeginningWhileItLasts() {
    StatusBoard ticking = new StatusBoard("b", "v", new Ticking());
    ticking.raise(ConditionType.DISK_FULL, "first");
    Instant since = ticking.report().conditions().getFirst().since();
    ticking.raise(ConditionType.DISK_FULL, "second");
    assertThat(ticking.report().conditions().getFirst().since()).isEqualTo(since);
    assertThat(ticking.report().conditions().getFirst().message()).isEqualTo("second");
    ticking.clear(ConditionType.DISK_FULL);
    assertThat(ticking.report().conditions()).isEmpty();
  }

  /// Every entry of a view says the view's generation, so that a mix would show.
  private long readUntilLast(CountDownLatch reading) {
    reading.countDown();
    long reads = 0;
    long last = 0;
    while (last < SWAPS) {
      ConfigView view = board.view();
      long generation = view.version().orElseThrow().generation();
      assertThat(generation).isGreaterThanOrEqualTo(last);
      String expected = Long.toString(generation);
      for (int i = 0; i < 3; i++) {
        String seen = view.get("r", "s", "p" + i).orElseThrow().config().canonical();
        if (!seen.equals(expected)) {
          throw new AssertionError("generation " + expected + " served " + seen);
        }
      }
      last = generation;
      reads++;
    }
    return reads;
  }

  private static ConfigView view(long generation) {
    List<ConfigEntry> entries = new ArrayList<>();
    JsonDocument document = new JsonDocument(Long.toString(generation));
    for (int i = 0; i < 3; i++) {
      EntryAddress address = new EntryAddress(TenantName.DEFAULT, "policy/r/s/p" + i);
      entries.add(
          new ConfigEntry.Policy(
              new ConfigEntry.Content(
                  address, EntryKind.POLICY, Bytes.utf8("").digest(), 1, document),
              "r",
              "s",
              "p" + i,
              "rateLimit",
              1,
              document));
    }
    return new ConfigView(
        new ConfigView.Version(Bytes.utf8("" + generation).digest(), generation, Instant.EPOCH, 1),
        new EntryTree(entries));
  }

  private static final class Ticking implements java.time.InstantSource {
    private long second;

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(second++);
    }
  }
}
