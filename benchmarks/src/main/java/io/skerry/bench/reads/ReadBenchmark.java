package io.skerry.bench.reads;

import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.view.ConfigEntry;
import io.skerry.agent.view.ConfigView;
import io.skerry.agent.view.EntryAddress;
import io.skerry.agent.view.EntryTree;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.TenantName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One read of a policy by its address, from the board that an agent publishes its view on, beside
/// the least that such a read can cost: a volatile read and one lookup in a `HashMap` by a
/// ready-made key.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadBenchmark {

  /// Policies in the snapshot.
  @Param({"10", "1000"})
  public int policies = 1000;

  private final StatusBoard board = new StatusBoard("boot", "bench", InstantSource.system());
  private volatile Map<String, String> map = new HashMap<>();
  private String name = "";
  private String key = "";

  /// Publishes a view.
  @Setup
  public void publish() {
    List<ConfigEntry> entries = new ArrayList<>();
    Map<String, String> plain = new HashMap<>();
    for (int i = 0; i < policies; i++) {
      entries.add(policy("p%04d".formatted(i)));
      plain.put("policy/us-east-1/asr/p%04d".formatted(i), "{}");
    }
    name = "p%04d".formatted(policies / 2);
    key = "policy/us-east-1/asr/" + name;
    map = plain;
    board.activate(
        new ConfigView(
            new ConfigView.Version(Digest.of(new byte[0]), 1, Instant.EPOCH, 0),
            new EntryTree(entries)));
  }

  /// The floor.
  @Benchmark
  public String volatileReadAndHashMap() {
    return map.getOrDefault(key, "");
  }

  /// Ours: three parts of an address, as a request has them.
  @Benchmark
  public Optional<ConfigEntry.Policy> configRead() {
    return board.view().get("us-east-1", "asr", name);
  }

  private static ConfigEntry policy(String name) {
    EntryAddress address = new EntryAddress(TenantName.DEFAULT, "policy/us-east-1/asr/" + name);
    JsonDocument document = JsonDocument.EMPTY_OBJECT;
    return new ConfigEntry.Policy(
        new ConfigEntry.Content(
            address,
            Snapshot.EntryKind.POLICY,
            Digest.of(name.getBytes(StandardCharsets.UTF_8)),
            2,
            document),
        "us-east-1",
        "asr",
        name,
        "config",
        100,
        document);
  }
}
