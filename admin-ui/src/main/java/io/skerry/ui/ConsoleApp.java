package io.skerry.ui;

import io.skerry.ui.map.Typeface;
import io.skerry.ui.text.Texts;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// The toolkit's entry: one window around one session.
public final class ConsoleApp extends Application {

  private static final double MIN_WIDTH = 900;
  private static final double MIN_HEIGHT = 620;

  private static final AtomicReference<Optional<LaunchOptions>> OPTIONS =
      new AtomicReference<>(Optional.empty());
  private static final AtomicInteger EXIT = new AtomicInteger();

  private final AtomicReference<Optional<ConsoleSession>> session =
      new AtomicReference<>(Optional.empty());

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
    LaunchOptions options = OPTIONS.get().orElseThrow();
    Typeface.load();
    var running =
        new ConsoleSession(
            options,
            new ConsoleSession.Machine(
                InstantSource.system(),
                RandomGenerator.getDefault(),
                Thread.ofVirtual().name("console-reader-", 0).factory()));
    session.set(Optional.of(running));
    String environment = ConsoleSession.environment(options).name();
    stage.setTitle(
        Texts.of(options.language(), ZoneId.systemDefault()).get("window.title", environment));
    var scene = new Scene(running.view(), options.size().width(), options.size().height());
    stage.setScene(scene);
    stage.setMinWidth(MIN_WIDTH);
    stage.setMinHeight(MIN_HEIGHT);
    running.start();
    options
        .screenshot()
        .ifPresentOrElse(
            file -> new Screenshot(scene, file, EXIT).takeWhen(running::complete), stage::show);
  }

  @Override
  public void stop() {
    session.get().ifPresent(ConsoleSession::close);
  }
}
