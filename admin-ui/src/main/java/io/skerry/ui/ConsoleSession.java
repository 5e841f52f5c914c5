package io.skerry.ui;

import io.skerry.ui.fleet.FleetViewModel;
import io.skerry.ui.net.Backoff;
import io.skerry.ui.net.ControlPlane;
import io.skerry.ui.net.IngestQueue;
import io.skerry.ui.net.TopologyPoll;
import io.skerry.ui.net.WatchLoop;
import io.skerry.ui.shell.Drain;
import io.skerry.ui.shell.Environment;
import io.skerry.ui.shell.ShellView;
import io.skerry.ui.shell.ShellViewModel;
import io.skerry.ui.state.CellName;
import io.skerry.ui.state.NodeName;
import io.skerry.ui.state.Selection;
import io.skerry.ui.text.Texts;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;

/// Puts the parts together: readers on virtual threads, one bounded queue, a drain ten times a
/// second on the drawing thread. Create, start and close it on the drawing thread.
final class ConsoleSession implements AutoCloseable {

  private static final int QUEUE = 8_192;
  private static final Duration QUEUE_PATIENCE = Duration.ofSeconds(5);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
  private static final Duration SILENCE = Duration.ofSeconds(25);
  private static final Duration POLL = Duration.ofSeconds(10);
  private static final double DRAIN_MILLIS = 100;
  private static final double TICK_MILLIS = 1_000;

  private final InstantSource clock;
  private final IngestQueue queue = new IngestQueue(QUEUE, QUEUE_PATIENCE);
  private final FleetViewModel fleet = new FleetViewModel();
  private final ShellViewModel shell;
  private final Drain drain;
  private final Timeline draining = every(DRAIN_MILLIS, this::drain);
  private final Timeline ticking = every(TICK_MILLIS, this::tick);
  private final LaunchOptions options;
  private final ControlPlane server;
  private final WatchLoop watch;
  private final TopologyPoll poll;
  private final ShellView view;
  private Optional<Question> asked = Optional.empty();

  private record Question(NodeName node, String desired) {}

  /// What the session takes from the machine.
  ///
  /// @param clock for ages and for the stream's lag
  /// @param random for jitter
  /// @param threads makes the threads of the readers
  record Machine(InstantSource clock, RandomGenerator random, ThreadFactory threads) {}

  ConsoleSession(LaunchOptions options, Machine machine) {
    this.options = options;
    clock = machine.clock();
    shell = new ShellViewModel(clock.instant());
    drain = new Drain(queue, shell, fleet);
    server = new ControlPlane(options.server(), clock);
    var backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, machine.random());
    watch =
        new WatchLoop(
            server, queue, clock, new WatchLoop.Timing(backoff, SILENCE), machine.threads());
    poll = new TopologyPoll(server, queue, POLL, machine.threads());
    fleet.show(options.firstLook().mode());
    view = new ShellView(setting(), options.theme());
  }

  /// The environment that the options name, else the one that the server's address suggests.
  static Environment environment(LaunchOptions options) {
    return options
        .environment()
        .map(name -> Environment.named(name, options.server()))
        .orElseGet(() -> Environment.of(options.server()));
  }

  private ShellView.Setting setting() {
    return new ShellView.Setting(
        new ShellView.Models(shell, fleet),
        Texts.of(options.language(), ZoneId.systemDefault()),
        environment(options),
        options.server(),
        clock,
        () -> watch.retryNow(),
        this::ask);
  }

  /// Starts reading and drawing.
  void start() {
    watch.start();
    poll.start();
    draining.play();
    ticking.play();
  }

  /// The window's content.
  ShellView view() {
    return view;
  }

  /// What the Fleet screen shows.
  FleetViewModel fleet() {
    return fleet;
  }

  /// True once the fleet was listed and the replica is known.
  boolean complete() {
    return fleet.listedOnce() && shell.stats().replica().isPresent();
  }

  private static Timeline every(double millis, Runnable action) {
    var timeline =
        new Timeline(new KeyFrame(javafx.util.Duration.millis(millis), event -> action.run()));
    timeline.setCycleCount(Animation.INDEFINITE);
    return timeline;
  }

  private void tick() {
    view.tick();
  }

  private void drain() {
    boolean first = !fleet.listedOnce();
    if (drain.run(clock.instant())) {
      if (first && fleet.listedOnce()) {
        options.firstLook().select().ifPresent(this::selectByName);
      }
      ask();
      view.refresh();
    }
  }

  private void selectByName(String name) {
    fleet.select(new Selection.OfCell(new CellName(name)));
    fleet.select(new Selection.OfNode(new NodeName(name)));
  }

  /// Asks what the pending update of the selected node brings, once per update.
  private void ask() {
    Optional<Question> question = question();
    if (!question.equals(asked)) {
      asked = question;
      question.ifPresent(open -> poll.ask(open.node()));
    }
  }

  private Optional<Question> question() {
    return switch (fleet.selection()) {
      case Selection.OfNode(NodeName name) ->
          fleet
              .image()
              .node(name)
              .filter(node -> !node.config().settled())
              .flatMap(node -> node.config().desired())
              .map(desired -> new Question(name, desired.digest()));
      case Selection.OfCell _, Selection.None _ -> Optional.empty();
    };
  }

  @Override
  public void close() {
    draining.stop();
    ticking.stop();
    watch.close();
    poll.close();
    server.close();
  }
}
