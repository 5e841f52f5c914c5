package io.skerry.agent.traffic;

import io.skerry.agent.observe.ControlPlane;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.spool.Disk;
import io.skerry.agent.view.ConfigView.Version;
import io.skerry.agent.vitals.VitalsProbe;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Everything that a node measures: what its gateway counts, what it tells the control plane of it,
/// and what it shows on the machine itself. Measuring works from the start, without any network.
///
/// Safe for use by any thread.
public final class NodeTelemetry implements AutoCloseable {

  private final String bootId;
  private final StatusBoard board;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final TrafficRecorder recorder;
  private final Windows windows;
  private @Nullable RawLog log;
  private Machine machine = new Machine.Unwatched();
  private volatile @Nullable TelemetryLoop loop;

  /// Without anybody who counts, nothing of a snapshot is to be told soon.
  private volatile boolean isCounting;

  /// @param bootId changes with every start
  /// @param threads how many are expected to count at the same time
  public NodeTelemetry(
      String bootId, StatusBoard board, int threads, InstantSource clock, LongSupplier nanos) {
    this.bootId = bootId;
    this.board = board;
    this.clock = clock;
    this.nanos = nanos;
    this.recorder = new TrafficRecorder(threads);
    this.windows = new Windows(bootId, recorder, clock.instant());
    board.onView(_ -> viewChanged());
  }

  /// Where the gateway counts.
  public TrafficRecorder recorder() {
    isCounting = true;
    return recorder;
  }

  /// The request log of this node, which is closed with this.
  public synchronized void keep(RawLog requests) {
    log = requests;
  }

  /// What was counted since the start.
  public Totals totals() {
    return windows.totals();
  }

  /// Tells how the machine is, too. Without effect once reports are made.
  public synchronized void watch(VitalsProbe probe) {
    machine = new Machine.Watched(probe);
  }

  /// Prepares to send what was measured, and what earlier starts left; whoever asked runs the loop
  /// on a thread of its own.
  ///
  /// @param disk where reports wait
  public synchronized Runnable reporting(
      Destination destination, ControlPlane controlPlane, Disk disk, RandomGenerator random) {
    RawLog requests = log;
    TelemetryLoop next =
        new TelemetryLoop(
            new TelemetryLoop.Parts(
                windows,
                ReportSpool.open(disk),
                () -> board.view().version().map(Version::snapshot),
                machine,
                requests == null ? () -> 0 : requests::takeBytes,
                clock,
                nanos),
            new ReportSender(destination, controlPlane, random),
            random);
    loop = next;
    return next;
  }

  /// Ends the loop, and waits for a bounded time until it has written to the disk what was not
  /// sent.
  @Override
  public void close() {
    closeLog();
    TelemetryLoop running = loop;
    if (running != null) {
      running.close();
      running.awaitEnd();
    }
  }

  /// After [#close], from a node that left its folder: tells what was counted since, or leaves it
  /// for the next start.
  public void tellRest() {
    TelemetryLoop running = loop;
    if (running != null) {
      running.tellRest(bootId);
    }
  }

  private synchronized void closeLog() {
    if (log != null) {
      log.close();
    }
  }

  private void viewChanged() {
    TelemetryLoop running = loop;
    if (running != null && isCounting) {
      running.changed();
    }
  }
}
