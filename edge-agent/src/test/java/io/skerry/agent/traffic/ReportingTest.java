package io.skerry.agent.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.observe.ControlPlane;
import io.skerry.agent.spool.Disk;
import io.skerry.agent.spool.FileDisk;
import io.skerry.schema.codec.TelemetryFormat;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TelemetryReport;
import io.skerry.schema.model.TelemetryReport.Gpu;
import io.skerry.schema.model.TelemetryReport.Traffic;
import io.skerry.schema.model.TelemetryReport.Vitals;
import io.skerry.schema.model.TenantName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From counted requests to reports that arrive, with a clock that the test moves.
class ReportingTest {

  private static final Digest OLD = new Digest("a".repeat(64));
  private static final Digest NEW = new Digest("b".repeat(64));
  private static final ServedVersion V1 =
      new ServedVersion(TenantName.DEFAULT, new ResourceName("web"), new ResourceName("v1"));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private FileDisk disk;

  private final Inbox inbox = new Inbox();
  private final TrafficRecorder recorder = new TrafficRecorder(1);
  private Machine machine = new Machine.Unwatched();
  private Digest active = OLD;
  private long nanos;

  @BeforeEach
  void open() {
    disk = FileDisk.open(folder);
  }

  @AfterEach
  void close() {
    disk.close();
  }

  @Test
  void requestsArriveInTheNextReport() throws InterruptedException {
    TelemetryLoop loop = loop("boot-1");
    count(OLD, 3);

    pass(loop, Duration.ofSeconds(12));

    assertThat(inbox.taken).hasSize(1);
    TelemetryReport report = inbox.taken.getFirst();
    assertThat(report.bootId()).isEqualTo("boot-1");
    assertThat(report.sequence()).isEqualTo(1);
    assertThat(report.snapshot()).contains(OLD);
    assertThat(report.traffic()).extracting(Traffic::requests).containsExactly(3L);
    assertThat(Duration.between(report.from(), report.to())).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void aChangeOfSnapshotEndsTheWindowButNotMoreOftenThanEverySecond() throws InterruptedException {
    TelemetryLoop loop = loop("boot-1");
    count(OLD, 1);
    active = NEW;
    pass(loop, Duration.ofMillis(1500));
    count(NEW, 1);
    pass(loop, Duration.ofMillis(500));

    assertThat(inbox.taken).extracting(TelemetryReport::snapshot).containsExactly(Optional.of(OLD));
  }

  @Test
  void theFirstWindowsOfASnapshotAreShort() throws InterruptedException {
    TelemetryLoop loop = loop("boot-1");
    active = NEW;
    pass(loop, Duration.ofMillis(1_200));
    for (int seconds : List.of(3, 5)) {
      count(NEW, seconds);
      nanos += Duration.ofSeconds(seconds).toNanos();
      loop.step();
    }

    assertThat(inbox.taken)
        .flatExtracting(TelemetryReport::traffic)
        .extracting(Traffic::requests)
        .containsExactly(3L, 5L);
  }

  @Test
  void aWindowThatServedTwoSnapshotsIsTwoReports() throws InterruptedException {
    TelemetryLoop loop = loop("boot-1");
    count(OLD, 1);
    count(NEW, 2);

    pass(loop, Duration.ofSeconds(12));
    pass(loop, Duration.ZERO);

    assertThat(inbox.taken).hasSize(2);
    assertThat(inbox.taken).extracting(TelemetryReport::sequence).containsExactly(1L, 2L);
    assertThat(inbox.taken)
        .extracting(it -> it.snapshot().orElseThrow())
        .containsExactlyInAnyOrder(OLD, NEW);
  }

  @Test
  void whatCouldNotBeSentSurvivesARestartAndArrivesInOrder() throws InterruptedException {
    TelemetryLoop before = loop("boot-1");
    inbox.away = true;
    for (int i = 0; i < 3; i++) {
      count(OLD, i + 1);
      pass(before, Duration.ofSeconds(12));
    }
    assertThat(inbox.taken).isEmpty();

    inbox.away = false;
    TelemetryLoop after = loop("boot-2");
    count(OLD, 9);
    for (int i = 0; i < 4; i++) {
      pass(after, Duration.ofSeconds(12));
    }

    assertThat(inbox.taken)
        .extracting(it -> it.bootId() + " " + it.sequence())
        .containsExactly("boot-1 1", "boot-1 2", "boot-1 3", "boot-2 1");
    assertThat(disk.list()).noneMatch(name -> name.startsWith("report"));
  }

  @Test
  void aReportThatIsRefusedForGoodHoldsUpNothing() throws InterruptedException {
    TelemetryLoop loop = loop("boot-1");
    inbox.status = 422;
    count(OLD, 1);
    pass(loop, Duration.ofSeconds(12));
    inbox.status = 204;
    count(OLD, 2);
    pass(loop, Duration.ofSeconds(12));

    assertThat(inbox.taken).extracting(TelemetryReport::sequence).containsExactly(2L);
  }

  @Test
  void anIdleNodeThatIsWatchedReportsOnceAMinute() throws InterruptedException {
    machine = new Still();
    TelemetryLoop loop = loop("boot-1");

    for (int i = 0; i < 11; i++) {
      pass(loop, Duration.ofSeconds(12));
    }

    assertThat(inbox.taken).hasSize(2);
    assertThat(inbox.taken.getFirst().vitals()).isPresent();
  }

  @Test
  void whatTwoProcessesLeaveInOneFolderIsAllFoundByTheThird() {
    ReportSpool before = ReportSpool.open(disk);
    ReportSpool after = ReportSpool.open(disk);
    before.add(Bytes.utf8("before"));
    after.add(Bytes.utf8("after"));
    after.spill();
    before.spillAs("boot-1");
    after.removeFirst();
    after.add(Bytes.utf8("later"));
    after.spill();
    ReportSpool third = ReportSpool.open(disk);
    assertThat(third.size()).isEqualTo(2);
    assertThat(third.first()).contains(Bytes.utf8("before"));
  }

  @Test
  void whatASpoolCannotHoldIsGivenUpOldestFirstAndCounted() {
    ReportSpool spool = ReportSpool.open(disk);
    for (int i = 0; i < ReportSpool.MOST_REPORTS + 3; i++) {
      spool.add(Bytes.utf8("report " + i));
    }

    assertThat(spool.size()).isEqualTo(ReportSpool.MOST_REPORTS);
    assertThat(spool.first()).contains(Bytes.utf8("report 3"));
    assertThat(spool.takeDropped()).isEqualTo(3);
    assertThat(spool.takeDropped()).isZero();
  }

  @Test
  void aWindowThatIsTooLargeForOneReportBecomesSeveral() {
    for (int version = 0; version < TelemetryReport.MAX_TRAFFIC; version++) {
      ServedVersion served =
          new ServedVersion(
              TenantName.DEFAULT,
              new ResourceName("a-service-with-a-long-name"),
              new ResourceName("v" + version));
      for (int bucket = 0; bucket < 100; bucket++) {
        recorder.record(OLD, served, Outcome.SERVED, 100 << (bucket / 6), Marker.NONE);
        recorder.record(OLD, served, Outcome.SERVED, 100L * bucket, Marker.NONE);
      }
    }
    Windows windows = new Windows("boot-1", recorder, Instant.EPOCH);

    List<Bytes> reports =
        windows.cut(
            Optional.of(OLD),
            new Windows.Rest(
                Optional.empty(), Map.of("limited", 1L), new TelemetryReport.Uplink(1, 2, 3)),
            Instant.EPOCH.plusSeconds(10));

    assertThat(reports).hasSizeGreaterThan(1);
    assertThat(reports).allMatch(report -> report.size() <= TelemetryFormat.MAX_BYTES);
    List<TelemetryReport> read =
        reports.stream().map(it -> TelemetryFormat.CODEC.decode(it).orThrow()).toList();
    assertThat(read.stream().mapToLong(it -> it.traffic().size()).sum())
        .isEqualTo(TelemetryReport.MAX_TRAFFIC);
    assertThat(read.stream().mapToLong(it -> it.uplink().rawLogBytes()).sum()).isEqualTo(2);
  }

  @Test
  void theMachineItselfSeesTheSameCounts() throws InterruptedException {
    Windows windows = new Windows("boot-1", recorder, Instant.EPOCH);
    recorder.record(OLD, V1, Outcome.FAILED, 2_000, Marker.LOST);
    recorder.record(OLD, V1, Outcome.SERVED, 40_000_000, Marker.NONE);
    recorder.count(Event.CACHE_HIT);
    var _ =
        windows.cut(
            Optional.of(OLD),
            new Windows.Rest(
                Optional.of(
                    new Vitals(
                        2,
                        Optional.empty(),
                        8,
                        4,
                        1,
                        Optional.of(71.5),
                        List.of(new Gpu("0: A10", Optional.of(0.25), 1L << 34, 7)))),
                Map.of(),
                new TelemetryReport.Uplink(0, 0, 0)),
            Instant.EPOCH);

    assertThat(windows.totals().prometheus().lines())
        .contains(
            "skerry_gateway_requests_total{tenant=\"default\",service=\"web\",version=\"v1\",outcome=\"failed\"} 1",
            "skerry_gateway_marked_requests_total{tenant=\"default\",service=\"web\",version=\"v1\",marker=\"lost\"} 1",
            "skerry_gateway_request_duration_seconds_bucket{tenant=\"default\",service=\"web\",version=\"v1\",le=\"0.0025\"} 1",
            "skerry_gateway_request_duration_seconds_bucket{tenant=\"default\",service=\"web\",version=\"v1\",le=\"30.0\"} 1",
            "skerry_gateway_request_duration_seconds_bucket{tenant=\"default\",service=\"web\",version=\"v1\",le=\"+Inf\"} 2",
            "skerry_agent_events_total{event=\"cacheHits\"} 1",
            "skerry_node_temperature_celsius 71.5",
            "skerry_node_gpu_busy_ratio{gpu=\"0: A10\"} 0.25",
            "skerry_node_gpu_memory_limit_bytes{gpu=\"0: A10\"} 17179869184",
            "skerry_node_gpu_memory_used_bytes{gpu=\"0: A10\"} 7");
  }

  private TelemetryLoop loop(String boot) {
    Disk spooled = disk;
    return new TelemetryLoop(
        new TelemetryLoop.Parts(
            new Windows(boot, recorder, now()),
            ReportSpool.open(spooled),
            () -> Optional.of(active),
            machine,
            () -> 0,
            this::now,
            () -> nanos),
        new ReportSender(
            new Destination(List.of(URI.create("http://cp:1")), "n.s"),
            inbox,
            new SplittableRandom(1)),
        new SplittableRandom(1));
  }

  private void pass(TelemetryLoop loop, Duration time) throws InterruptedException {
    nanos += time.toNanos();
    loop.changed();
    loop.step();
  }

  private void count(Digest snapshot, int requests) {
    for (int i = 0; i < requests; i++) {
      recorder.record(snapshot, V1, Outcome.SERVED, 90, Marker.NONE);
    }
  }

  private Instant now() {
    return Instant.parse("2026-03-01T10:00:00Z").plusNanos(nanos);
  }

  /// A machine that is always the same.
  private record Still() implements Machine {
    @Override
    public Optional<Vitals> vitals(long nanos) {
      return Optional.of(new Vitals(2, Optional.empty(), 8, 4, 1, Optional.empty(), List.of()));
    }

    @Override
    public Map<String, Long> counters() {
      return Map.of();
    }
  }

  /// Takes reports, or does not.
  private static final class Inbox implements ControlPlane {
    private final List<TelemetryReport> taken = new ArrayList<>();
    private boolean away;
    private int status = 204;

    @Override
    public Reply post(Call call) {
      if (away) {
        return new Reply.Silence("away on purpose");
      }
      assertThat(call.encoding()).isEqualTo(Encoding.GZIP);
      if (status == 204) {
        taken.add(TelemetryFormat.CODEC.decode(unpacked(call.body())).orThrow());
      }
      return new Reply.Answer(status, Bytes.utf8(""), Optional.empty());
    }

    private static Bytes unpacked(Bytes body) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body.toArray()))) {
        return Bytes.copyOf(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }
}
