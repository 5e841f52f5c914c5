package io.skerry.agent.traffic;

import io.skerry.agent.observe.ControlPlane;
import io.skerry.agent.observe.ControlPlane.Call;
import io.skerry.agent.observe.ControlPlane.Encoding;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.store.Backoff;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what the spool holds, one report at a time, in order, each until it was taken or refused
/// for good. After a failure it leaves everybody alone for a while, with full jitter, and then
/// tries the next control plane.
///
/// One thread at a time.
final class ReportSender {

  private static final Logger LOG = LoggerFactory.getLogger(ReportSender.class);
  private static final String PATH = "/edge/v1/telemetry";
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Destination destination;
  private final ControlPlane controlPlane;
  private final RandomGenerator random;
  private final Backoff backoff;
  private int current;
  private long sentBytes;
  private boolean failing;

  ReportSender(Destination destination, ControlPlane controlPlane, RandomGenerator random) {
    this.destination = destination;
    this.controlPlane = controlPlane;
    this.random = random;
    this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
  }

  /// Sends the oldest report.
  ///
  /// @return how long to wait before the next; zero when it may follow at once
  Duration sendFirst(ReportSpool spool) {
    Optional<Bytes> report = spool.first();
    return report.isEmpty() ? Duration.ZERO : settle(spool, post(report.get()));
  }

  /// Bytes of bodies that were sent since the last call, taken or not.
  long takeSentBytes() {
    long taken = sentBytes;
    sentBytes = 0;
    return taken;
  }

  private Delivery post(Bytes report) {
    Bytes body = packed(report);
    sentBytes += body.size();
    Call call =
        new Call(
            destination.urls().get(current).resolve(PATH),
            Optional.of(destination.bearer()),
            body,
            Encoding.GZIP);
    return Delivery.of(controlPlane.post(call));
  }

  private Duration settle(ReportSpool spool, Delivery delivery) {
    switch (delivery) {
      case Delivery.Taken() -> spool.removeFirst();
      case Delivery.Refused(int status) -> {
        LOG.warn("a telemetry report was refused with {} and is given up", status);
        spool.removeFirst();
      }
      case Delivery.Later(String reason, Duration atLeast) -> {
        if (!failing) {
          LOG.warn("telemetry waits on this node, {} reports: {}", spool.size(), reason);
        }
        failing = true;
        current = (current + 1) % destination.urls().size();
        return atLeast.plus(backoff.next()).plusMillis(1 + random.nextLong(100));
      }
    }
    if (failing) {
      LOG.info("telemetry is delivered again");
    }
    failing = false;
    backoff.reset();
    return Duration.ZERO;
  }

  static Bytes packed(Bytes report) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(report.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return Bytes.copyOf(packed.toByteArray());
  }
}
