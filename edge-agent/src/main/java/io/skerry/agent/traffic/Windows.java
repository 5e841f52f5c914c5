package io.skerry.agent.traffic;

import io.skerry.agent.traffic.TrafficRecorder.Served;
import io.skerry.schema.codec.TelemetryFormat;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.TelemetryReport;
import io.skerry.schema.model.TelemetryReport.Traffic;
import io.skerry.schema.model.TelemetryReport.Uplink;
import io.skerry.schema.model.TelemetryReport.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Cuts what was counted into numbered reports. A window that served several snapshots becomes
/// several reports, and so does one that would not fit into one. A window without a request is told
/// with the next, or once a minute if vitals are watched.
///
/// One thread at a time, except [#totals].
final class Windows {

  private static final Duration IDLE = Duration.ofSeconds(55);
  private static final Digest NONE = new Digest("0".repeat(64));
  private static final Uplink NOTHING = new Uplink(0, 0, 0);

  private final String bootId;
  private final TrafficRecorder recorder;
  private final Totals totals = new Totals();
  private Instant from;
  private Uplink owed = NOTHING;
  private long sequence;

  /// What goes into a report beside requests.
  ///
  /// @param vitals empty when nobody watches them
  /// @param counters of the agent itself
  /// @param uplink since the last report
  record Rest(Optional<Vitals> vitals, Map<String, Long> counters, Uplink uplink) {
    Rest {
      counters = Map.copyOf(counters);
    }
  }

  Windows(String bootId, TrafficRecorder recorder, Instant start) {
    this.bootId = bootId;
    this.recorder = recorder;
    this.from = start.truncatedTo(ChronoUnit.MILLIS);
  }

  /// Everything that was cut so far, for whoever asks on the machine itself.
  Totals totals() {
    return totals;
  }

  /// The reports of the window that ends now; none when nothing is worth one.
  ///
  /// @param active what is served now
  List<Bytes> cut(Optional<Digest> active, Rest rest, Instant now) {
    List<Served> served = recorder.cut(active.orElse(NONE));
    Map<String, Long> counters = new TreeMap<>(recorder.cutEvents());
    counters.putAll(rest.counters());
    served.forEach(totals::add);
    totals.add(counters, rest.vitals());
    owed = sum(owed, rest.uplink());
    Instant to = later(from, now.truncatedTo(ChronoUnit.MILLIS));
    boolean idle = served.isEmpty() && counters.isEmpty();
    if (idle && (rest.vitals().isEmpty() || to.isBefore(from.plus(IDLE)))) {
      return List.of();
    }
    List<Bytes> reports = new ArrayList<>();
    Rest left = new Rest(rest.vitals(), counters, owed);
    for (Served each : served.isEmpty() ? List.of(nothing(active)) : served) {
      write(each, left, to, reports);
      left = new Rest(Optional.empty(), Map.of(), NOTHING);
    }
    owed = NOTHING;
    from = to;
    return reports;
  }

  private void write(Served served, Rest rest, Instant to, List<Bytes> reports) {
    TelemetryReport report =
        new TelemetryReport(
            bootId,
            sequence + 1,
            from,
            to,
            Optional.of(served.snapshot()).filter(digest -> !digest.equals(NONE)),
            served.traffic(),
            rest.counters(),
            rest.vitals(),
            rest.uplink());
    Bytes encoded = TelemetryFormat.CODEC.encode(report);
    if (encoded.size() <= TelemetryFormat.MAX_BYTES || served.traffic().size() < 2) {
      sequence++;
      reports.add(encoded);
      return;
    }
    int half = served.traffic().size() / 2;
    List<Traffic> all = served.traffic();
    write(new Served(served.snapshot(), all.subList(0, half)), rest, to, reports);
    Rest none = new Rest(Optional.empty(), Map.of(), NOTHING);
    write(new Served(served.snapshot(), all.subList(half, all.size())), none, to, reports);
  }

  private static Served nothing(Optional<Digest> active) {
    return new Served(active.orElse(NONE), List.of());
  }

  private static Uplink sum(Uplink one, Uplink other) {
    return new Uplink(
        one.sentBytes() + other.sentBytes(),
        one.rawLogBytes() + other.rawLogBytes(),
        one.dropped() + other.dropped());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
