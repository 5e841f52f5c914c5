package io.skerry.bench.reload;

import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.sync.NodeStart;
import io.skerry.agent.sync.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/// Times a ref from its arrival until the snapshot that it asks for is active, with one entry of N
/// changed: judged, fetched, verified, built, persisted with a sync, swapped. Beside it a bare
/// write and sync of the changed bytes, in turn, on the same disk, and what a thread of requests
/// notices.
public final class ReloadBench {

  private static final int CHANGED_BYTES = 700;

  private final Path folder;
  private final int rounds;

  private ReloadBench(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  /// @param folder empty, on the disk that is measured
  /// @param rounds counted changes of each size
  public static void run(Path folder, int rounds) throws Exception {
    System.out.printf(
        "%-8s %10s %10s %12s %12s %8s %14s %14s %12s %12s%n",
        "entries",
        "p50 ms",
        "p99 ms",
        "sync p50 ms",
        "sync p99 ms",
        "ratio",
        "read p99.9 us",
        "while reloads",
        "longest us",
        "while reloads");
    for (int entries : new int[] {10, 200, 2_000}) {
      new ReloadBench(folder.resolve("n" + entries), rounds).measure(entries);
    }
  }

  private void measure(int entries) throws Exception {
    SampleSnapshot.of(entries, 0).persist(folder, SampleSnapshot.NODE);
    try (AgentRuntime runtime = AgentRuntime.system();
        FileDisk disk = FileDisk.open(folder);
        SnapshotJournal journal = runtime.journal(disk);
        FileChannel raw = raw(folder)) {
      StatusBoard board = new StatusBoard("bench", "0", runtime.timing().clock());
      NodeStart node = NodeStart.begin(SampleSnapshot.NODE, journal, board, runtime.timing());
      reload(node, entries, 2, rounds, raw);
      Readers quiet = new Readers(board);
      Thread.sleep(2_000);
      quiet.finish();
      Readers busy = new Readers(board);
      Times times = reload(node, entries, rounds + 2, rounds, raw);
      busy.finish();
      print(entries, times, quiet, busy);
    }
  }

  /// Sorted, in nanoseconds.
  private record Times(List<Long> reloads, List<Long> syncs) {

    static double millis(List<Long> sorted, double share) {
      return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1)) / 1e6;
    }
  }

  private static Times reload(
      NodeStart node, int entries, long generation, int rounds, FileChannel raw)
      throws IOException {
    long[] reloads = new long[rounds];
    long[] syncs = new long[rounds];
    for (int round = 0; round < rounds; round++) {
      SampleSnapshot next = SampleSnapshot.of(entries, (int) generation + round);
      var ref = next.ref(SampleSnapshot.NODE, generation + round);
      long start = System.nanoTime();
      Outcome outcome = node.applier().accept(ref, start, next);
      reloads[round] = System.nanoTime() - start;
      if (!(outcome instanceof Outcome.Activated)) {
        throw new IllegalStateException("not activated: " + outcome);
      }
      long write = System.nanoTime();
      raw.write(ByteBuffer.allocate(CHANGED_BYTES));
      raw.force(false);
      syncs[round] = System.nanoTime() - write;
    }
    return new Times(sorted(reloads), sorted(syncs));
  }

  private static List<Long> sorted(long[] times) {
    return Arrays.stream(times).sorted().boxed().toList();
  }

  private static FileChannel raw(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve("raw"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void print(int entries, Times times, Readers quiet, Readers busy) {
    System.out.printf(
        "%-8d %10.2f %10.2f %12.2f %12.2f %8.1f %14.1f %14.1f %12.0f %12.0f%n",
        entries,
        Times.millis(times.reloads(), 0.5),
        Times.millis(times.reloads(), 0.99),
        Times.millis(times.syncs(), 0.5),
        Times.millis(times.syncs(), 0.99),
        Times.millis(times.reloads(), 0.5) / Times.millis(times.syncs(), 0.5),
        quiet.quantile(0.999),
        busy.quantile(0.999),
        quiet.longest(),
        busy.longest());
  }
}
