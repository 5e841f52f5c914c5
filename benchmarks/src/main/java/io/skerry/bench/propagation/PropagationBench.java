package io.skerry.bench.propagation;

import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.bench.Stacks;
import io.skerry.cli.local.LocalStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Times an edit from the `PUT` until the last of N nodes applied it, and a bare etcd put until the
/// last of N watchers saw it, in turn, on the same store, and prints the ratio.
public final class PropagationBench {

  private static final int PAYLOAD = 512;

  private PropagationBench() {}

  /// @param sizes numbers of nodes
  /// @param edits counted rounds of each
  /// @param warmup rounds of each that are not counted
  public static void run(List<Integer> sizes, int edits, int warmup) throws Exception {
    System.out.printf(
        "%n%-8s %12s %12s %12s %12s %10s %10s%n",
        "nodes",
        "raw p50 ms",
        "raw p99 ms",
        "edit p50 ms",
        "edit p99 ms",
        "ratio p50",
        "ratio p99");
    for (int size : sizes) {
      Path folder = Stacks.folder("propagation");
      try (LocalStack stack = Stacks.bare(folder)) {
        measure(stack, folder, size, edits, warmup);
      }
    }
  }

  private static void measure(LocalStack stack, Path folder, int size, int edits, int warmup)
      throws Exception {
    List<Duration> raw = new ArrayList<>();
    List<Duration> ours = new ArrayList<>();
    byte[] value = "x".repeat(PAYLOAD).getBytes(StandardCharsets.UTF_8);
    try (AgentRuntime runtime = AgentRuntime.system();
        RawFanOut baseline = RawFanOut.open(stack.config().etcd(), size);
        SkerryFanOut fleet =
            SkerryFanOut.open(stack.config().rest(), folder.resolve("nodes"), size, runtime)) {
      for (int round = -warmup; round < edits; round++) {
        Duration bare = baseline.put(value);
        Duration edit = fleet.put("round-" + round, PAYLOAD);
        if (round >= 0) {
          raw.add(bare);
          ours.add(edit);
        }
      }
    }
    print(size, new Quantiles(raw), new Quantiles(ours));
  }

  private static void print(int size, Quantiles raw, Quantiles ours) {
    System.out.printf(
        "%-8d %12.2f %12.2f %12.2f %12.2f %10.2f %10.2f%n",
        size,
        raw.millis(0.5),
        raw.millis(0.99),
        ours.millis(0.5),
        ours.millis(0.99),
        ours.millis(0.5) / raw.millis(0.5),
        ours.millis(0.99) / raw.millis(0.99));
  }
}
