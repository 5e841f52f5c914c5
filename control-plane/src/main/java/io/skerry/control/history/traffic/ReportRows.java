package io.skerry.control.history.traffic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.codec.TelemetryFormat;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.LatencyBuckets;
import io.skerry.schema.model.TelemetryReport;
import io.skerry.schema.model.TelemetryReport.Traffic;
import io.skerry.schema.model.TelemetryReport.Uplink;
import io.skerry.schema.model.TrafficCounts;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports as the parameters of statements: JSON arrays whose objects have fields named like the
/// columns. Reports of many nodes are pooled first, so that what is written depends on how many
/// services and snapshots there are, not on how many nodes.
final class ReportRows {

  private static final long WINDOW_SECONDS = 10;
  private static final long MINUTE_SECONDS = 60;

  private ReportRows() {}

  /// What one row of a window is about.
  private record WindowKey(
      Instant at, String snapshot, String tenant, String service, String version) {}

  /// What one row of a node is about.
  private record MinuteKey(String node, Instant at) {}

  private static final class Sum {
    private TrafficCounts counts = TrafficCounts.NONE;
    private final long[] latency = new long[LatencyBuckets.BUCKETS];

    private void add(Traffic traffic) {
      counts = counts.plus(traffic);
      traffic.latency().forEach(pair -> latency[pair.bucket()] += pair.count());
    }

    private ObjectNode writeTo(ObjectNode row) {
      return row.put("requests", counts.requests())
          .put("errors", counts.errors())
          .put("refused", counts.refused())
          .put("marked", counts.marked())
          .put("marked_on", counts.markedOn());
    }

    private void writeLatencyTo(ObjectNode row) {
      ArrayNode buckets = row.putArray("buckets");
      ArrayNode counts = row.putArray("counts");
      for (int i = 0; i < latency.length; i++) {
        if (latency[i] > 0) {
          buckets.add(i);
          counts.add(latency[i]);
        }
      }
    }
  }

  private static final class Minute {
    private final Sum sum = new Sum();
    private long sentBytes;
    private long rawLogBytes;
    private long dropped;
    private ObjectNode vitals = JsonNodeFactory.instance.objectNode();

    private void add(TelemetryReport report) {
      report.traffic().forEach(sum::add);
      Uplink uplink = report.uplink();
      sentBytes += uplink.sentBytes();
      rawLogBytes += uplink.rawLogBytes();
      dropped += uplink.dropped();
      report.vitals().ifPresent(now -> vitals = TelemetryFormat.write(now));
    }
  }

  /// One row for each report: which number of which boot it is.
  static String progress(Collection<NodeReport> reports) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (NodeReport taken : reports) {
      rows.addObject()
          .put("node", taken.node().value())
          .put("boot_id", taken.report().bootId())
          .put("sequence", taken.report().sequence());
    }
    return rows.toString();
  }

  /// One row for each window, snapshot, service and version.
  static String windows(List<NodeReport> reports, Instant now) {
    Map<WindowKey, Sum> sums = new LinkedHashMap<>();
    for (NodeReport taken : reports) {
      TelemetryReport report = taken.report();
      Instant at = floor(begin(report, now), WINDOW_SECONDS);
      String snapshot = report.snapshot().map(Digest::hex).orElse("");
      for (Traffic traffic : report.traffic()) {
        WindowKey key =
            new WindowKey(
                at,
                snapshot,
                traffic.tenant().value(),
                traffic.service().value(),
                traffic.version().value());
        sums.computeIfAbsent(key, _ -> new Sum()).add(traffic);
      }
    }
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    sums.forEach(
        (key, sum) -> {
          ObjectNode row =
              sum.writeTo(rows.addObject())
                  .put("at", key.at().toString())
                  .put("snapshot", key.snapshot())
                  .put("tenant", key.tenant())
                  .put("service", key.service())
                  .put("version", key.version());
          sum.writeLatencyTo(row);
        });
    return rows.toString();
  }

  /// One row for each node and minute.
  static String minutes(List<NodeReport> reports, Instant now) {
    Map<MinuteKey, Minute> minutes = new LinkedHashMap<>();
    for (NodeReport taken : reports) {
      Instant at = floor(begin(taken.report(), now), MINUTE_SECONDS);
      minutes
          .computeIfAbsent(new MinuteKey(taken.node().value(), at), _ -> new Minute())
          .add(taken.report());
    }
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    minutes.forEach(
        (key, minute) -> {
          ObjectNode row =
              minute
                  .sum
                  .writeTo(rows.addObject())
                  .put("node", key.node())
                  .put("at", key.at().toString())
                  .put("sent_bytes", minute.sentBytes)
                  .put("raw_log_bytes", minute.rawLogBytes)
                  .put("dropped", minute.dropped);
          if (!minute.vitals.isEmpty()) {
            row.set("vitals", minute.vitals);
          }
        });
    return rows.toString();
  }

  /// When the window began. A node's clock may be wrong; nothing is taken as measured in the
  /// future.
  private static Instant begin(TelemetryReport report, Instant now) {
    return report.from().isAfter(now) ? now : report.from();
  }

  private static Instant floor(Instant at, long seconds) {
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }
}
