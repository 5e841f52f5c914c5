package io.skerry.bench.telemetry;

import io.skerry.agent.logs.RequestLine;
import io.skerry.agent.traffic.Event;
import io.skerry.agent.traffic.Marker;
import io.skerry.agent.traffic.Outcome;
import io.skerry.agent.traffic.ServedVersion;
import io.skerry.agent.traffic.TrafficRecorder;
import io.skerry.agent.traffic.TrafficRecorder.Served;
import io.skerry.agent.vitals.VitalsProbe;
import io.skerry.schema.codec.TelemetryFormat;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TelemetryReport;
import io.skerry.schema.model.TelemetryReport.Uplink;
import io.skerry.schema.model.TenantName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/// The bytes of an hour of reports of one node, as they are encoded, beside the request log of the
/// same requests. Requests are drawn by a fixed seed: services with two versions at 95 and 5 %, one
/// request in a thousand fails, latency is log-normal with a median of 4 ms.
public final class TelemetryBench {

  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final int WINDOWS = 360;
  private static final int RAW_BATCH = 1000;

  private final SplittableRandom random = new SplittableRandom(1);
  private final TrafficRecorder recorder = new TrafficRecorder(1);
  private final VitalsProbe machine = new VitalsProbe(Path.of("/"), 2);
  private final Digest snapshot = new Digest("5eed".repeat(16));
  private final int services;
  private final int perSecond;
  private long plain;
  private long packed;
  private long raw;
  private long rawPacked;

  private TelemetryBench(int services, int perSecond) {
    this.services = services;
    this.perSecond = perSecond;
  }

  /// @param perSecond requests a second
  public static void run(int perSecond) throws IOException {
    System.out.printf(
        "%nbytes of one node-hour at %d requests/s, a report every %d s%n",
        perSecond, WINDOW.toSeconds());
    System.out.printf(
        "%9s %16s %16s %16s %16s %22s %16s%n",
        "services",
        "reports",
        "reports, gzip",
        "raw log",
        "raw log, gzip",
        "gzip reports : raw log",
        "both gzip");
    for (int services : List.of(1, 5, 20)) {
      new TelemetryBench(services, perSecond).hour();
    }
  }

  private void hour() throws IOException {
    Instant at = Instant.parse("2026-03-01T10:00:00Z");
    StringBuilder log = new StringBuilder();
    for (int window = 1; window <= WINDOWS; window++) {
      for (int i = 0; i < perSecond * WINDOW.toSeconds(); i++) {
        log.append(request(at.plusMillis(i * WINDOW.toMillis() / (perSecond * 10L))));
        if (i % RAW_BATCH == RAW_BATCH - 1) {
          ship(log);
        }
      }
      ship(log);
      report(window, at);
      at = at.plus(WINDOW);
    }
    System.out.printf(
        Locale.ROOT,
        "%9d %,16d %,16d %,16d %,16d %22s %16s%n",
        services,
        plain,
        packed,
        raw,
        rawPacked,
        "1 : %.0f".formatted(raw / (double) packed),
        "1 : %.0f".formatted(rawPacked / (double) packed));
  }

  private String request(Instant at) {
    ServedVersion version =
        new ServedVersion(
            TenantName.DEFAULT,
            new ResourceName("service-" + random.nextInt(services)),
            new ResourceName(random.nextInt(100) < 95 ? "v1" : "v2"));
    long micros = Math.round(4000 * Math.exp(0.6 * random.nextGaussian()));
    int status = random.nextInt(1000) == 0 ? 502 : 200;
    recorder.record(
        snapshot,
        version,
        Outcome.of(status),
        micros,
        random.nextInt(10) == 0 ? Marker.PASSED_ON : Marker.NONE);
    recorder.count(random.nextInt(3) == 0 ? Event.CACHE_MISS : Event.CACHE_HIT);
    return new RequestLine(
            "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256)),
            "GET",
            "edge.example.org",
            "/v1/items/" + random.nextInt(100_000),
            status,
            random.nextInt(20_000),
            micros,
            version,
            snapshot)
        .text(at);
  }

  private void ship(StringBuilder log) throws IOException {
    byte[] lines = log.toString().getBytes(StandardCharsets.UTF_8);
    log.setLength(0);
    raw += lines.length;
    rawPacked += lines.length == 0 ? 0 : gzip(lines).length;
  }

  private void report(int window, Instant from) throws IOException {
    List<Served> cut = recorder.cut(snapshot);
    TelemetryReport report =
        new TelemetryReport(
            "0c6e9d55-6b44-4f5b-b7ac-6a1c0b0d7a51",
            window,
            from,
            from.plus(WINDOW),
            Optional.of(snapshot),
            cut.getFirst().traffic(),
            recorder.cutEvents(),
            machine.read(window * WINDOW.toNanos()),
            new Uplink(packed / window, raw / window, 0));
    byte[] encoded = TelemetryFormat.CODEC.encode(report).toArray();
    plain += encoded.length;
    packed += gzip(encoded).length;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
      packing.write(content);
    }
    return out.toByteArray();
  }
}
