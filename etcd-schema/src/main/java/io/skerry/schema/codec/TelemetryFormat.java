package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.LatencyBuckets;
import io.skerry.schema.model.TelemetryReport;
import io.skerry.schema.model.TelemetryReport.Bucket;
import io.skerry.schema.model.TelemetryReport.Gpu;
import io.skerry.schema.model.TelemetryReport.Traffic;
import io.skerry.schema.model.TelemetryReport.Uplink;
import io.skerry.schema.model.TelemetryReport.Vitals;
import io.skerry.schema.model.TenantName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a telemetry report is written.
public final class TelemetryFormat {

  /// What a report may measure at most, before compression.
  public static final int MAX_BYTES = 64 * 1024;

  private static final Pattern COUNTER = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");
  private static final int MOST_GPUS = 16;
  private static final ValueReader<String> NAME = Values.text(1, 63);
  private static final ValueReader<Digest> SNAPSHOT = Values.DIGEST;
  private static final ValueReader<Long> COUNT = Values.longInteger(0, Limits.MAX_EXACT_INTEGER);
  private static final ValueReader<Long> SEQUENCE = Values.longInteger(1, Limits.MAX_EXACT_INTEGER);
  private static final ValueReader<Double> CORES = Values.number(0, 4096);
  private static final ValueReader<Double> CELSIUS = Values.number(-100, 200);
  private static final ValueReader<Double> SHARE = Values.number(0, 1);

  private static final ValueReader<String> COUNTER_NAME =
      ValueReader.scalar(
          "a counter's name such as cacheHits",
          value -> Values.textOf(value).filter(text -> COUNTER.matcher(text).matches()));

  private static final ValueReader<List<Bucket>> LATENCY = latency();

  private static final ValueReader<Traffic> TRAFFIC =
      ValueReader.object(
          "an object with tenant, service, version, requests, latency",
          fields ->
              new Traffic(
                  fields.required("tenant", TenantName.DEFAULT, Values.TENANT),
                  fields.required("service", Values.NAME_PLACEHOLDER, Values.NAME),
                  fields.required("version", Values.NAME_PLACEHOLDER, Values.NAME),
                  fields.required("requests", 0L, COUNT),
                  fields.withDefault("errors", 0L, COUNT),
                  fields.withDefault("refused", 0L, COUNT),
                  fields.required("latency", List.of(), LATENCY),
                  fields.withDefault("marked", 0L, COUNT),
                  fields.withDefault("markedOn", 0L, COUNT)));

  private static final ValueReader<List<Traffic>> ALL_TRAFFIC =
      ValueReader.list(TRAFFIC.check(TelemetryFormat::flaw), 0, TelemetryReport.MAX_TRAFFIC);

  private static final ValueReader<Map<String, Long>> COUNTERS =
      ValueReader.map(COUNTER_NAME, COUNT, 0, TelemetryReport.MAX_COUNTERS);

  private static final ValueReader<Gpu> GPU =
      ValueReader.object(
          "an object with name, memoryLimit, memoryUsed",
          fields ->
              new Gpu(
                  fields.required("name", "", NAME),
                  fields.optional("busy", SHARE),
                  fields.required("memoryLimit", 0L, COUNT),
                  fields.required("memoryUsed", 0L, COUNT)));

  private static final ValueReader<Vitals> VITALS =
      ValueReader.object(
          "an object with cpuLimit, memoryLimit, memoryUsed, agentMemory",
          fields ->
              new Vitals(
                  fields.required("cpuLimit", 0.0, CORES),
                  fields.optional("cpuUsed", CORES),
                  fields.required("memoryLimit", 0L, COUNT),
                  fields.required("memoryUsed", 0L, COUNT),
                  fields.required("agentMemory", 0L, COUNT),
                  fields.optional("celsius", CELSIUS),
                  fields.withDefault("gpus", List.of(), ValueReader.list(GPU, 0, MOST_GPUS))));

  private static final ValueReader<Uplink> UPLINK =
      ValueReader.object(
          "an object with sentBytes, rawLogBytes",
          fields ->
              new Uplink(
                  fields.required("sentBytes", 0L, COUNT),
                  fields.required("rawLogBytes", 0L, COUNT),
                  fields.withDefault("dropped", 0L, COUNT)));

  private static final ValueReader<TelemetryReport> REPORT =
      ValueReader.object("a telemetry report", TelemetryFormat::report);

  /// How reports travel from node to control plane, and lie on the node's disk until then.
  public static final Codec<TelemetryReport> CODEC =
      new JsonCodec<>(TelemetryFormat::write, REPORT);

  private TelemetryFormat() {}

  private static TelemetryReport report(FieldReader fields) {
    TelemetryReport report =
        new TelemetryReport(
            fields.required("bootId", "", NAME),
            fields.required("sequence", 1L, SEQUENCE),
            fields.required("from", Instant.EPOCH, Values.INSTANT),
            fields.required("to", Instant.EPOCH, Values.INSTANT),
            fields.optional("snapshot", SNAPSHOT),
            fields.withDefault("traffic", List.of(), ALL_TRAFFIC),
            fields.withDefault("counters", Map.of(), COUNTERS),
            fields.optional("vitals", VITALS),
            fields.required("uplink", new Uplink(0, 0, 0), UPLINK));
    if (report.to().isBefore(report.from())) {
      fields.refuse("to", "must not be before from");
    }
    if (report.snapshot().isEmpty() && !report.traffic().isEmpty()) {
      fields.refuse("snapshot", "is required with traffic: name the snapshot that served it");
    }
    return report;
  }

  /// Pairs of a bucket's number and a count, in ascending order of the buckets.
  private static ValueReader<List<Bucket>> latency() {
    String expected =
        "a list of pairs [bucket, count], buckets ascending from 0 to "
            + LatencyBuckets.BOUNDS
            + ", counts from 1";
    return new ValueReader<>() {
      @Override
      public String expected() {
        return expected;
      }

      @Override
      public Optional<List<Bucket>> read(JsonNode value, String path, List<FieldError> errors) {
        Optional<List<Bucket>> buckets = buckets(value);
        if (buckets.isEmpty()) {
          errors.add(new FieldError(path, "must be " + expected));
        }
        return buckets;
      }
    };
  }

  private static Optional<List<Bucket>> buckets(JsonNode value) {
    if (!value.isArray()) {
      return Optional.empty();
    }
    List<Bucket> buckets = new ArrayList<>(value.size());
    int last = -1;
    for (JsonNode pair : value) {
      if (!isPair(pair) || pair.get(0).intValue() <= last) {
        return Optional.empty();
      }
      last = pair.get(0).intValue();
      buckets.add(new Bucket(last, pair.get(1).longValue()));
    }
    return last < LatencyBuckets.BUCKETS ? Optional.of(buckets) : Optional.empty();
  }

  private static boolean isPair(JsonNode pair) {
    return pair.isArray()
        && pair.size() == 2
        && pair.get(0).isInt()
        && pair.get(1).isIntegralNumber()
        && pair.get(1).longValue() >= 1
        && pair.get(1).longValue() <= Limits.MAX_EXACT_INTEGER;
  }

  private static Optional<String> flaw(Traffic traffic) {
    if (traffic.latency().stream().mapToLong(Bucket::count).sum() != traffic.requests()) {
      return Optional.of("latency must add up to requests, " + traffic.requests());
    }
    if (traffic.errors() + traffic.refused() > traffic.requests()) {
      return Optional.of("errors and refused must not be more than requests together");
    }
    return traffic.markedOn() > traffic.marked() || traffic.marked() > traffic.requests()
        ? Optional.of("must have markedOn at most marked at most requests")
        : Optional.empty();
  }

  private static ObjectNode write(TelemetryReport report) {
    ObjectNode out =
        JsonWriter.object()
            .put("bootId", report.bootId())
            .put("sequence", report.sequence())
            .put("from", report.from().toString())
            .put("to", report.to().toString());
    report.snapshot().ifPresent(snapshot -> out.put("snapshot", snapshot.hex()));
    if (!report.traffic().isEmpty()) {
      out.set("traffic", JsonWriter.list(report.traffic(), TelemetryFormat::write));
    }
    if (!report.counters().isEmpty()) {
      out.set("counters", JsonWriter.map(report.counters(), count -> JsonWriter.number(count)));
    }
    report.vitals().ifPresent(vitals -> out.set("vitals", write(vitals)));
    out.set("uplink", write(report.uplink()));
    return out;
  }

  private static ObjectNode write(Traffic traffic) {
    ObjectNode out =
        JsonWriter.object()
            .put("tenant", traffic.tenant().value())
            .put("service", traffic.service().value())
            .put("version", traffic.version().value())
            .put("requests", traffic.requests());
    putCount(out, "errors", traffic.errors());
    putCount(out, "refused", traffic.refused());
    putCount(out, "marked", traffic.marked());
    putCount(out, "markedOn", traffic.markedOn());
    ArrayNode latency = out.putArray("latency");
    traffic.latency().forEach(pair -> latency.addArray().add(pair.bucket()).add(pair.count()));
    return out;
  }

  private static void putCount(ObjectNode out, String field, long count) {
    if (count > 0) {
      out.put(field, count);
    }
  }

  /// The tree of how a machine is, as documents show it.
  public static ObjectNode write(Vitals vitals) {
    ObjectNode out = JsonWriter.object();
    out.set("cpuLimit", JsonWriter.number(vitals.cpuLimit()));
    vitals.cpuUsed().ifPresent(used -> out.set("cpuUsed", JsonWriter.number(used)));
    out.put("memoryLimit", vitals.memoryLimit())
        .put("memoryUsed", vitals.memoryUsed())
        .put("agentMemory", vitals.agentMemory());
    vitals.celsius().ifPresent(degrees -> out.set("celsius", JsonWriter.number(degrees)));
    if (!vitals.gpus().isEmpty()) {
      out.set("gpus", JsonWriter.list(vitals.gpus(), TelemetryFormat::write));
    }
    return out;
  }

  private static ObjectNode write(Gpu gpu) {
    ObjectNode out =
        JsonWriter.object()
            .put("name", gpu.name())
            .put("memoryLimit", gpu.memoryLimit())
            .put("memoryUsed", gpu.memoryUsed());
    gpu.busy().ifPresent(busy -> out.set("busy", JsonWriter.number(busy)));
    return out;
  }

  private static ObjectNode write(Uplink uplink) {
    ObjectNode out =
        JsonWriter.object()
            .put("sentBytes", uplink.sentBytes())
            .put("rawLogBytes", uplink.rawLogBytes());
    putCount(out, "dropped", uplink.dropped());
    return out;
  }
}
