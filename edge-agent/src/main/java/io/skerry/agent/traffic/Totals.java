package io.skerry.agent.traffic;

import io.skerry.agent.traffic.TrafficRecorder.Served;
import io.skerry.schema.model.LatencyBuckets;
import io.skerry.schema.model.TelemetryReport.Bucket;
import io.skerry.schema.model.TelemetryReport.Gpu;
import io.skerry.schema.model.TelemetryReport.Traffic;
import io.skerry.schema.model.TelemetryReport.Vitals;
import io.skerry.schema.model.TrafficCounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Everything that was counted since the start, as Prometheus text. Behind by one window at most.
/// Safe for use by several threads.
public final class Totals {

  /// Whoever comes and goes with every snapshot must not fill the memory.
  private static final int MOST_VERSIONS = 1000;

  /// In microseconds; the fine buckets would be far too many series.
  private static final long[] BOUNDS = {
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    30_000_000
  };

  private static final double MICROS = 1e6;

  private final Map<ServedVersion, Sum> versions = new TreeMap<>();
  private final Map<String, Long> counters = new TreeMap<>();
  private Optional<Vitals> vitals = Optional.empty();

  /// The sums of one version.
  private static final class Sum {
    private TrafficCounts counts = TrafficCounts.NONE;
    private final long[] latency = new long[BOUNDS.length];

    private void add(Traffic traffic) {
      counts = counts.plus(traffic);
      traffic.latency().forEach(this::add);
    }

    /// A fine bucket counts under the first bound that none of it exceeds.
    private void add(Bucket bucket) {
      for (int i = 0; i < BOUNDS.length; i++) {
        boolean within =
            bucket.bucket() < LatencyBuckets.BOUNDS
                && LatencyBuckets.micros(bucket.bucket()) <= BOUNDS[i];
        latency[i] += within ? bucket.count() : 0;
      }
    }
  }

  synchronized void add(Served served) {
    for (Traffic traffic : served.traffic()) {
      ServedVersion version =
          new ServedVersion(traffic.tenant(), traffic.service(), traffic.version());
      if (versions.containsKey(version) || versions.size() < MOST_VERSIONS) {
        versions.computeIfAbsent(version, _ -> new Sum()).add(traffic);
      }
    }
  }

  synchronized void add(Map<String, Long> counted, Optional<Vitals> now) {
    counted.forEach((name, count) -> counters.merge(name, count, Long::sum));
    vitals = now.or(() -> vitals);
  }

  /// The metrics in the text format of Prometheus.
  public synchronized String prometheus() {
    PrometheusText out = new PrometheusText();
    out.family("skerry_gateway_requests_total", "counter", "Requests that ended.");
    versions.forEach(
        (version, sum) -> {
          String labels = labels(version);
          out.sample(labels + ",outcome=\"failed\"", sum.counts.errors());
          out.sample(labels + ",outcome=\"refused\"", sum.counts.refused());
          out.sample(labels + ",outcome=\"served\"", sum.counts.served());
        });
    out.family("skerry_gateway_marked_requests_total", "counter", "Requests with a canary marker.");
    versions.forEach(
        (version, sum) -> {
          out.sample(labels(version) + ",marker=\"lost\"", sum.counts.markersLost());
          out.sample(labels(version) + ",marker=\"passed_on\"", sum.counts.markedOn());
        });
    out.family("skerry_gateway_request_duration_seconds", "histogram", "How long requests took.");
    versions.forEach((version, sum) -> histogram(out, labels(version), sum));
    out.family("skerry_agent_events_total", "counter", "What else the node counted.");
    counters.forEach((name, count) -> out.sample("event=\"" + name + "\"", count));
    vitals.ifPresent(it -> machine(out, it));
    return out.toString();
  }

  private static void histogram(PrometheusText out, String labels, Sum sum) {
    for (int i = 0; i < BOUNDS.length; i++) {
      out.part("_bucket", labels + ",le=\"" + BOUNDS[i] / MICROS + "\"", sum.latency[i]);
    }
    out.part("_bucket", labels + ",le=\"+Inf\"", sum.counts.requests());
    out.part("_count", labels, sum.counts.requests());
  }

  private static void machine(PrometheusText out, Vitals vitals) {
    out.gauge("skerry_node_cpu_limit_cores", "Cores that the node may use.", vitals.cpuLimit());
    vitals
        .cpuUsed()
        .ifPresent(used -> out.gauge("skerry_node_cpu_used_cores", "Cores in use.", used));
    out.gauge("skerry_node_memory_limit_bytes", "Memory limit.", (double) vitals.memoryLimit());
    out.gauge("skerry_node_memory_used_bytes", "Memory in use.", (double) vitals.memoryUsed());
    out.gauge("skerry_agent_memory_bytes", "Resident size.", (double) vitals.agentMemory());
    vitals
        .celsius()
        .ifPresent(it -> out.gauge("skerry_node_temperature_celsius", "The hottest sensor.", it));
    if (!vitals.gpus().isEmpty()) {
      cards(out, vitals.gpus());
    }
  }

  private static void cards(PrometheusText out, List<Gpu> cards) {
    out.family("skerry_node_gpu_busy_ratio", "gauge", "How busy the card is.");
    cards.forEach(it -> it.busy().ifPresent(busy -> out.sample(label(it), busy)));
    out.family("skerry_node_gpu_memory_limit_bytes", "gauge", "Memory of the card.");
    cards.forEach(it -> out.sample(label(it), it.memoryLimit()));
    out.family("skerry_node_gpu_memory_used_bytes", "gauge", "Memory of the card in use.");
    cards.forEach(it -> out.sample(label(it), it.memoryUsed()));
  }

  private static String label(Gpu card) {
    return "gpu=\"" + card.name() + "\"";
  }

  /// Names cannot hold anything that a label would have to escape.
  private static String labels(ServedVersion version) {
    return "tenant=\"%s\",service=\"%s\",version=\"%s\""
        .formatted(version.tenant(), version.service(), version.version());
  }
}
