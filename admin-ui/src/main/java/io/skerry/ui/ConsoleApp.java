package io.skerry.ui;

import io.skerry.ui.fleet.FleetViewModel;
import io.skerry.ui.map.Typeface;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// Puts the parts together: readers on virtual threads, one queue, a ten-times-a-second drain on
/// the drawing thread.
public final class ConsoleApp extends Application {

  private static final int QUEUE = 8_192;
  private static final Duration QUEUE_PATIENCE = Duration.ofSeconds(5);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
  private static final Duration SILENCE = Duration.ofSeconds(25);
  private static final Duration POLL = Duration.ofSeconds(10);
  private static final double DRAIN_MILLIS = 100;
  private static final double TICK_MILLIS = 1_000;

  private static final AtomicReference<Optional<LaunchOptions>> OPTIONS =
      new AtomicReference<>(Optional.empty());
  private static final AtomicInteger EXIT = new AtomicInteger();

  private final InstantSource clock = InstantSource.system();
  private final IngestQueue queue = new IngestQueue(QUEUE, QUEUE_PATIENCE);
  private final FleetViewModel fleet = new FleetViewModel();
  private final ShellViewModel shell = new ShellViewModel(clock.instant());
  private final Drain drain = new Drain(queue, shell, fleet);
  private final LaunchOptions options = OPTIONS.get().orElseThrow();
  private final ControlPlane server = new ControlPlane(options.server(), clock);
  private final WatchLoop watch =
      new WatchLoop(
          server,
          queue,
          clock,
          new WatchLoop.Timing(
              new Backoff(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault()), SILENCE));
  private final TopologyPoll poll = new TopologyPoll(server, queue, POLL);

  /// The options of the next start; the toolkit creates the application itself.
  static void prepare(LaunchOptions options) {
    OPTIONS.set(Optional.of(options));
  }

  /// How the run ended.
  static int exitCode() {
    return EXIT.get();
  }

  @Override
  public void start(Stage stage) {
    Typeface.load();
    var texts = Texts.of(options.language(), ZoneId.systemDefault());
    var environment = Environment.of(options.environment(), options.server());
    fleet.show(options.firstLook().mode());
    var view =
        new ShellView(
            new ShellView.Setting(
                new ShellView.Models(shell, fleet),
                texts,
                environment,
                options.server(),
                clock,
                watch::retryNow,
                this::ask),
            options.theme());
    stage.setTitle(texts.get("window.title", environment.name()));
    stage.setScene(new Scene(view, options.size().width(), options.size().height()));
    stage.show();
    watch.start();
    poll.start();
    every(DRAIN_MILLIS, () -> drain(view));
    every(TICK_MILLIS, view::tick);
    options.screenshot().ifPresent(file -> new Screenshot(view, file, EXIT).takeWhen(this::ready));
  }

  private boolean ready() {
    return fleet.listedOnce() && shell.stats().replica().isPresent();
  }

  private static void every(double millis, Runnable action) {
    var timeline =
        new Timeline(new KeyFrame(javafx.util.Duration.millis(millis), event -> action.run()));
    timeline.setCycleCount(Animation.INDEFINITE);
    timeline.play();
  }

  private void drain(ShellView view) {
    boolean first = !fleet.listedOnce();
    if (drain.run(clock.instant())) {
      if (first && fleet.listedOnce()) {
        options.firstLook().select().ifPresent(this::selectByName);
      }
      view.refresh();
    }
  }

  private void selectByName(String name) {
    fleet.select(new Selection.OfCell(new CellName(name)));
    fleet.select(new Selection.OfNode(new NodeName(name)));
    ask();
  }

  private void ask() {
    if (fleet.selection() instanceof Selection.OfNode(NodeName node)) {
      poll.ask(node);
    }
  }

  @Override
  public void stop() {
    watch.close();
    poll.close();
    server.close();
    Platform.exit();
  }
}
