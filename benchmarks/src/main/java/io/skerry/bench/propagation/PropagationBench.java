package io.skerry.bench.propagation;

import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.bench.Stacks;
import io.skerry.cli.local.LocalStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Times an edit from the `PUT` until the last of N nodes applied it, and a bare etcd put until the
/// last of N watchers saw it, in turn, on the same store, and prints the ratio. Before each of them
/// everything rests: reports of the edit before would slow the bare put and flatter the ratio.
public final class PropagationBench {

  private static final int PAYLOAD = 512;

  /// Rounds like those that count: they make reports, which rounds without rests do not, and what
  /// takes reports in has to be compiled too. After 30 of them the control plane's compilers still
  /// took a third of its time; a control plane runs for weeks.
  private static final int REHEARSALS = 120;

  private static final String MEASURED =
      """
      raw:  one etcd put of 512 bytes until the last of N jetcd watchers has it, each on a connection of its own
      edit: REST PUT of one policy until the last of N agent cores has verified it, persisted it (%s)
            and swapped it in; each with a connection of its own, and reporting
      All of it on this machine: etcd, PostgreSQL, one control plane, and N agents in one JVM.
      """;

  /// Where the agents of the one process keep their snapshots.
  public enum Journals {
    /// One for all, as programs with many nodes do: activations that happen together share a sync.
    SHARED("in one journal, an fdatasync for those who save at the same time"),
    /// One for each, as if they were apart, but all on one disk.
    OWN("in a journal of its own, with an fdatasync of its own");

    private final String description;

    Journals(String description) {
      this.description = description;
    }

    private AgentRuntime runtime(FileDisk disk) {
      return switch (this) {
        case SHARED -> AgentRuntime.builder().journal(SnapshotJournal.open(disk)).build();
        case OWN -> AgentRuntime.system();
      };
    }
  }

  private PropagationBench() {}

  /// @param sizes numbers of nodes
  /// @param edits counted rounds of each
  /// @param warmup rounds of each that are not counted
  /// @param journals where nodes persist
  public static void run(List<Integer> sizes, int edits, int warmup, Journals journals)
      throws Exception {
    System.out.printf(MEASURED, journals.description);
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
        measure(stack, folder, new Series(size, edits, warmup, journals));
      }
    }
  }

  private record Series(int size, int edits, int warmup, Journals journals) {}

  private static void measure(LocalStack stack, Path folder, Series series) throws Exception {
    int size = series.size();
    List<Duration> raw = new ArrayList<>();
    List<Duration> ours = new ArrayList<>();
    byte[] value = "x".repeat(PAYLOAD).getBytes(StandardCharsets.UTF_8);
    try (FileDisk disk = FileDisk.open(folder.resolve("journal"));
        AgentRuntime runtime = series.journals().runtime(disk);
        RawFanOut baseline = RawFanOut.open(stack.config().etcd(), size);
        SkerryFanOut fleet =
            SkerryFanOut.open(stack.config().rest(), folder.resolve("nodes"), size, runtime)) {
      // Without rests, until the compilers of both JVMs have little left to do.
      for (int round = 0; round < series.warmup(); round++) {
        baseline.put(value);
        fleet.put("warmup-" + round, PAYLOAD);
      }
      for (int round = -REHEARSALS; round < series.edits(); round++) {
        fleet.settle();
        Duration put = baseline.put(value);
        fleet.settle();
        Duration edit = fleet.put("round-" + round, PAYLOAD);
        if (round >= 0) {
          raw.add(put);
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
