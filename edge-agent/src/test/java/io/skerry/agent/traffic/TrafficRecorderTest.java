package io.skerry.agent.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.sun.management.ThreadMXBean;
import io.skerry.agent.traffic.TrafficRecorder.Served;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TelemetryReport;
import io.skerry.schema.model.TelemetryReport.Bucket;
import io.skerry.schema.model.TelemetryReport.Traffic;
import io.skerry.schema.model.TenantName;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrafficRecorderTest {

  private static final Digest OLD = new Digest("a".repeat(64));
  private static final Digest NEW = new Digest("b".repeat(64));
  private static final ServedVersion V1 = version("v1");
  private static final ServedVersion V2 = version("v2");

  private final TrafficRecorder recorder = new TrafficRecorder(2);

  @Test
  void aWindowHoldsWhatWasCountedSinceTheLastOne() {
    recorder.record(OLD, V1, Outcome.SERVED, 90, Marker.NONE);
    recorder.record(OLD, V1, Outcome.FAILED, 90, Marker.LOST);
    recorder.record(OLD, V1, Outcome.REFUSED, 103, Marker.PASSED_ON);

    Traffic first = only(recorder.cut(OLD)).traffic().getFirst();
    recorder.record(OLD, V2, Outcome.SERVED, 90, Marker.NONE);
    Served second = only(recorder.cut(OLD));

    assertThat(first)
        .isEqualTo(
            new Traffic(
                V1.tenant(),
                V1.service(),
                V1.version(),
                3,
                1,
                1,
                List.of(new Bucket(0, 2), new Bucket(1, 1)),
                2,
                1));
    assertThat(second.traffic()).extracting(Traffic::version).containsExactly(V2.version());
    assertThat(recorder.cut(OLD)).isEmpty();
  }

  @Test
  void aRequestCountsUnderTheSnapshotThatItPinned() {
    recorder.record(OLD, V1, Outcome.SERVED, 90, Marker.NONE);
    recorder.record(NEW, V1, Outcome.SERVED, 90, Marker.NONE);
    recorder.record(OLD, V1, Outcome.SERVED, 90, Marker.NONE);

    List<Served> cut = recorder.cut(NEW);

    assertThat(cut).extracting(Served::snapshot).containsExactlyInAnyOrder(OLD, NEW);
    assertThat(requests(cut)).isEqualTo(3);
  }

  @Test
  void aSnapshotThatWasForgottenCountsAgainWhenALateRequestEnds() {
    recorder.record(OLD, V1, Outcome.SERVED, 90, Marker.NONE);
    assertThat(requests(recorder.cut(NEW))).isEqualTo(1);
    assertThat(recorder.cut(NEW)).isEmpty();
    assertThat(recorder.cut(NEW)).isEmpty();

    recorder.record(OLD, V1, Outcome.SERVED, 90, Marker.NONE);

    assertThat(only(recorder.cut(NEW)).snapshot()).isEqualTo(OLD);
  }

  @Test
  void countingIsBoundedAndSaysWhatItLeftOut() {
    for (int i = 0; i < TelemetryReport.MAX_TRAFFIC + 5; i++) {
      recorder.record(OLD, version("v" + i), Outcome.SERVED, 90, Marker.NONE);
    }
    for (int i = 0; i < TrafficRecorder.MAX_SNAPSHOTS + 5; i++) {
      Digest snapshot = new Digest("%064x".formatted(i));
      recorder.record(snapshot, V1, Outcome.SERVED, 90, Marker.NONE);
    }

    assertThat(recorder.uncounted()).isEqualTo(5 + 6);
    assertThat(requests(recorder.cut(OLD)))
        .isEqualTo(TelemetryReport.MAX_TRAFFIC + TrafficRecorder.MAX_SNAPSHOTS - 1);
  }

  @Test
  void eventsAreCountedByWindow() {
    recorder.count(Event.CACHE_HIT);
    recorder.count(Event.CACHE_HIT);
    recorder.count(Event.LIMITED);

    assertThat(recorder.cutEvents()).containsOnly(entry("cacheHits", 2L), entry("limited", 1L));
    assertThat(recorder.cutEvents()).isEmpty();
  }

  @Test
  void nothingIsLostOrCountedTwiceWhileWindowsAreCut() throws Exception {
    int threads = 4;
    int each = 200_000;
    List<Served> cuts = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(executor.submit(() -> load(each)));
      }
      while (running.stream().anyMatch(future -> !future.isDone())) {
        cuts.addAll(recorder.cut(NEW));
      }
      for (Future<?> future : running) {
        future.get(1, TimeUnit.SECONDS);
      }
    }
    for (int i = 0; i < 3; i++) {
      cuts.addAll(recorder.cut(NEW));
    }

    List<Traffic> all = cuts.stream().flatMap(cut -> cut.traffic().stream()).toList();
    assertThat(requests(cuts)).isEqualTo((long) threads * each);
    assertThat(all.stream().mapToLong(Traffic::errors).sum()).isEqualTo((long) threads * each / 2);
    assertThat(all).allMatch(it -> it.errors() + it.refused() <= it.requests());
    assertThat(all).allMatch(it -> it.markedOn() <= it.marked() && it.marked() <= it.requests());
  }

  @Test
  void countingARequestAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    load(50_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    load(100_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(10_000);
  }

  private void load(int requests) {
    for (int i = 0; i < requests; i++) {
      Outcome outcome = (i & 1) == 0 ? Outcome.SERVED : Outcome.FAILED;
      Marker marker = (i & 2) == 0 ? Marker.NONE : Marker.PASSED_ON;
      recorder.record((i & 4) == 0 ? OLD : NEW, V1, outcome, i & 0xffff, marker);
    }
  }

  private static long requests(List<Served> cuts) {
    return cuts.stream().flatMap(cut -> cut.traffic().stream()).mapToLong(Traffic::requests).sum();
  }

  private static Served only(List<Served> cut) {
    assertThat(cut).hasSize(1);
    return cut.getFirst();
  }

  private static ServedVersion version(String name) {
    return new ServedVersion(
        new TenantName("video"), new ResourceName("asr"), new ResourceName(name));
  }
}
