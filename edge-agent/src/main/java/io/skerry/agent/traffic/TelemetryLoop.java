package io.skerry.agent.traffic;

import io.skerry.agent.flow.Latest;
import io.skerry.agent.traffic.Windows.Rest;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.TelemetryReport.Uplink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts a window every ten seconds, give or take a fifth so that a fleet does not report in step,
/// and soon after another snapshot became active; the first windows of a snapshot are shorter,
/// because whether it is bad shows in them. Sends what was cut. While nobody can be reached,
/// reports wait on the disk. Nothing that happens here changes what the node serves.
///
/// Runs on the thread that calls [#run].
final class TelemetryLoop implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TelemetryLoop.class);
  private static final Duration END = Duration.ofSeconds(1);
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final double JITTER = 0.2;

  /// Windows cut for a change are at least this far apart, so that a thousand changes in a row are
  /// not a thousand reports.
  private static final Duration APART = Duration.ofSeconds(1);

  private static final List<Duration> FIRST_WINDOWS =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(4));

  private final Parts parts;
  private final ReportSender sender;
  private final RandomGenerator random;
  private final Latest<Boolean> changed = new Latest<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch kept = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private long cutAt;
  private long lastCut;
  private long sendAt;
  private int windowsOfSnapshot = FIRST_WINDOWS.size();

  /// What the loop works with.
  ///
  /// @param windows what is cut
  /// @param spool where it waits
  /// @param active the snapshot that is served now
  /// @param machine how the machine is
  /// @param rawLogBytes what the request log took since the last call
  /// @param clock of the windows
  /// @param nanos monotonic
  record Parts(
      Windows windows,
      ReportSpool spool,
      Supplier<Optional<Digest>> active,
      Machine machine,
      LongSupplier rawLogBytes,
      InstantSource clock,
      LongSupplier nanos) {}

  TelemetryLoop(Parts parts, ReportSender sender, RandomGenerator random) {
    this.parts = parts;
    this.sender = sender;
    this.random = random;
    this.lastCut = parts.nanos().getAsLong();
    this.sendAt = lastCut;
    this.cutAt = lastCut + interval();
  }

  /// Another snapshot is active. Returns at once; any thread.
  void changed() {
    changed.offer(true);
  }

  /// Cuts and sends until [#close]; keeps on the disk what was not sent. Returns soon after an
  /// interrupt.
  @Override
  public void run() {
    try {
      while (stopped.getCount() > 0) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      parts.machine().close();
      cut();
      parts.spool().spill();
      kept.countDown();
      tellTheLast();
      ended.countDown();
    }
  }

  /// Cuts and sends once more, after [#run] has ended and somebody else may be using the folder.
  ///
  /// @param bootId tells what is left there from the other's
  void tellRest(String bootId) {
    cut();
    tellTheLast();
    parts.spool().spillAs(bootId);
  }

  /// What goes out now does not wait for the next start, which may be far off.
  private void tellTheLast() {
    Duration pause = Duration.ZERO;
    while (parts.spool().size() > 0 && pause.isZero()) {
      pause = sender.sendFirst(parts.spool());
    }
  }

  /// Waits for the end of [#run], for a bounded time.
  void awaitEnd() {
    try {
      if (!kept.await(END.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("telemetry of the last seconds is lost: the disk or the network is too slow");
      }
      boolean told = ended.await(END.toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("the last telemetry {}", told ? "is told or kept" : "is kept for the next start");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    changed.offer(true);
  }

  /// Waits until something is due, or another snapshot is active, and does what is due.
  void step() throws InterruptedException {
    long now = parts.nanos().getAsLong();
    boolean waiting = parts.spool().size() > 0;
    long next = waiting ? Math.min(cutAt - now, sendAt - now) : cutAt - now;
    if (changed.poll(Duration.ofNanos(Math.max(0, next))).isPresent()) {
      cutAt = Math.min(cutAt, lastCut + APART.toNanos());
      windowsOfSnapshot = 0;
    }
    now = parts.nanos().getAsLong();
    if (now - cutAt >= 0) {
      cut();
      lastCut = now;
      cutAt = now + interval();
    }
    if (parts.spool().size() > 0 && now - sendAt >= 0 && stopped.getCount() > 0) {
      send();
    }
  }

  private void cut() {
    Rest rest =
        new Rest(
            parts.machine().vitals(parts.nanos().getAsLong()),
            parts.machine().counters(),
            new Uplink(
                sender.takeSentBytes(),
                parts.rawLogBytes().getAsLong(),
                parts.spool().takeDropped()));
    parts
        .windows()
        .cut(parts.active().get(), rest, parts.clock().instant())
        .forEach(parts.spool()::add);
  }

  private void send() {
    Duration pause = sender.sendFirst(parts.spool());
    sendAt = parts.nanos().getAsLong() + pause.toNanos();
    if (!pause.isZero()) {
      parts.spool().spill();
    }
  }

  private Duration window() {
    return windowsOfSnapshot < FIRST_WINDOWS.size()
        ? FIRST_WINDOWS.get(windowsOfSnapshot++)
        : WINDOW;
  }

  private long interval() {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return (long) (window().toNanos() * factor);
  }
}
