package io.skerry.ui;

import io.skerry.ui.fleet.FleetViewModel;
import io.skerry.ui.fleet.ViewMode;
import io.skerry.ui.map.Typeface;
import io.skerry.ui.net.IngestQueue;
import io.skerry.ui.shell.Drain;
import io.skerry.ui.shell.Environment;
import io.skerry.ui.shell.ShellView;
import io.skerry.ui.shell.ShellViewModel;
import io.skerry.ui.shell.Theme;
import io.skerry.ui.state.ChangeType;
import io.skerry.ui.state.Cloud;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.Nodes;
import io.skerry.ui.state.Resource;
import io.skerry.ui.state.Revision;
import io.skerry.ui.state.StreamSignal;
import io.skerry.ui.text.Texts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much processor time the drawing thread spends with 500 changes: taking them in (budget 8
/// ms), and showing them. Argument: the number of nodes. Run by hand; a timed test would be a
/// lottery.
public final class ConsoleBenchmark {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleBenchmark.class);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 300;
  private static final int WARM_UP = 100;
  private static final int CELLS = 26;

  private final FleetViewModel fleet = new FleetViewModel();
  private final ShellViewModel shell = new ShellViewModel(Instant.now());
  private final IngestQueue queue = new IngestQueue(100_000, Duration.ofSeconds(5));
  private final Drain drain = new Drain(queue, shell, fleet);
  private final int nodes;

  private ConsoleBenchmark(int nodes) {
    this.nodes = nodes;
  }

  /// The program.
  public static void main(String[] args) throws InterruptedException {
    FxHarness.startToolkit();
    Typeface.load();
    var benchmark = new ConsoleBenchmark(Integer.parseInt(args[0]));
    benchmark.list();
    for (ViewMode mode : ViewMode.values()) {
      benchmark.measure(mode);
    }
    Platform.exit();
  }

  private void list() throws InterruptedException {
    fleet.accept(new StreamSignal.Opened(Instant.now(), true, Duration.ZERO));
    for (int i = 0; i < CELLS; i++) {
      var cell = Nodes.cell("cell-" + i, Cloud.AWS, "region-" + i);
      fleet.accept(
          new StreamSignal.Changed(ChangeType.ADDED, new Resource.OfCell(cell), Instant.now()));
    }
    for (int i = 0; i < nodes; i++) {
      fleet.accept(change(i, NodeState.READY));
    }
    fleet.accept(new StreamSignal.Bookmark(new Revision("1"), Instant.now()));
    fleet.settle(Instant.now());
  }

  private static StreamSignal change(int node, NodeState state) {
    var view = Nodes.node("node-" + node, "cell-" + node % CELLS, state, "");
    return new StreamSignal.Changed(ChangeType.MODIFIED, new Resource.OfNode(view), Instant.now());
  }

  private void measure(ViewMode mode) throws InterruptedException {
    fleet.show(mode);
    ShellView view = FxHarness.onFx(this::view);
    try (FxHarness _ = FxHarness.open(() -> view)) {
      long[] takeIn = new long[ROUNDS];
      long[] show = new long[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < Drain.MAX_PER_CALL; i++) {
          int state = (round + i) % NodeState.bySeverity().size();
          queue.offer(change((round * 37 + i * 11) % nodes, NodeState.bySeverity().get(state)));
        }
        takeIn[round] = FxHarness.onFx(() -> busy(() -> drain.run(Instant.now())));
        show[round] = FxHarness.onFx(() -> busy(() -> refreshed(view)));
      }
      report(mode, "take in 500 changes", takeIn);
      report(mode, "show them (layout and painting included)", show);
    }
  }

  /// Processor time of the calling thread, so that other load on the machine does not count.
  private static long busy(BooleanSupplier work) {
    long start = THREADS.getCurrentThreadCpuTime();
    boolean done = work.getAsBoolean();
    long spent = THREADS.getCurrentThreadCpuTime() - start;
    LOG.trace("{}", done);
    return spent;
  }

  private static boolean refreshed(ShellView view) {
    view.refresh();
    view.layout();
    return true;
  }

  private ShellView view() {
    URI server = URI.create("http://127.0.0.1:1/");
    return new ShellView(
        new ShellView.Setting(
            new ShellView.Models(shell, fleet),
            Texts.of(Locale.ENGLISH, ZoneOffset.UTC),
            Environment.of(server),
            server,
            InstantSource.system(),
            () -> LOG.debug("retry"),
            () -> LOG.debug("selected")),
        Theme.DARK);
  }

  private void report(ViewMode mode, String what, long[] nanos) {
    long[] sorted = Arrays.copyOfRange(nanos, WARM_UP, nanos.length);
    Arrays.sort(sorted);
    double p50 = sorted[sorted.length / 2] / 1e6;
    double p99 = sorted[sorted.length * 99 / 100] / 1e6;
    String line =
        "%,d nodes, %s, %s: p50 %.2f ms, p99 %.2f ms".formatted(nodes, mode, what, p50, p99);
    LOG.info("{}", line);
  }
}
