package io.skerry.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;

/// Drives a real window on the headless platform: keys and clicks go through the toolkit, waiting
/// is bounded. The window stands at (0, 0), because the headless robot does not subtract the
/// window's position from scroll events.
final class FxHarness implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int WIDTH = 980;
  private static final int HEIGHT = 900;

  private final Stage stage;
  private final Robot robot;

  private FxHarness(Stage stage, Robot robot) {
    this.stage = stage;
    this.robot = robot;
  }

  /// Starts the toolkit, once per JVM.
  static void startToolkit() throws InterruptedException {
    var started = new CompletableFuture<Boolean>();
    try {
      Platform.startup(() -> started.complete(true));
    } catch (IllegalStateException alreadyRunning) {
      started.complete(true);
    }
    assertThat(started).succeedsWithin(PATIENCE);
    Platform.setImplicitExit(false);
  }

  /// Opens a window with that content, which is created on the drawing thread.
  static FxHarness open(Callable<? extends javafx.scene.Parent> content) {
    return onFx(
        () -> {
          var stage = new Stage();
          stage.setScene(new Scene(content.call(), WIDTH, HEIGHT));
          stage.setX(0);
          stage.setY(0);
          stage.show();
          return new FxHarness(stage, new Robot());
        });
  }

  /// Runs something on the drawing thread and waits for its result.
  static <T> T onFx(Callable<T> action) {
    var result = new CompletableFuture<T>();
    if (Platform.isFxApplicationThread()) {
      run(action, result);
    } else {
      Platform.runLater(() -> run(action, result));
    }
    return result.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static <T> void run(Callable<T> action, CompletableFuture<T> result) {
    try {
      result.complete(action.call());
    } catch (Exception failure) {
      result.completeExceptionally(failure);
    }
  }

  /// Waits until something holds on the drawing thread.
  static void until(String what, Callable<Boolean> condition) {
    await(what).atMost(PATIENCE).until(() -> onFx(condition));
  }

  /// The node with that style-sheet selector; fails when there is none.
  Node node(String selector) {
    return onFx(
        () -> {
          Node found = stage.getScene().getRoot().lookup(selector);
          assertThat(found).as(selector).isNotNull();
          return found;
        });
  }

  /// True when a node with that selector is on the screen.
  boolean visible(String selector) {
    return onFx(
        () -> {
          Node found = stage.getScene().getRoot().lookup(selector);
          return found != null && shown(found);
        });
  }

  private static boolean shown(Node node) {
    for (Node each = node; each != null; each = each.getParent()) {
      if (!each.isVisible()) {
        return false;
      }
    }
    return true;
  }

  /// Clicks the middle of that node.
  void click(String selector) {
    Node target = node(selector);
    Bounds bounds = onFx(() -> target.localToScreen(target.getBoundsInLocal()));
    click(bounds.getCenterX(), bounds.getCenterY());
  }

  /// Clicks a point of the screen.
  void click(double x, double y) {
    onFx(
        () -> {
          robot.mouseMove(x, y);
          robot.mouseClick(MouseButton.PRIMARY);
          return true;
        });
  }

  /// Turns the wheel over a point of the screen; negative turns away from the user.
  void wheel(double x, double y, int amount) {
    onFx(
        () -> {
          robot.mouseMove(x, y);
          robot.mouseWheel(amount);
          return true;
        });
  }

  /// Presses keys together and lets them go.
  void press(KeyCode... keys) {
    onFx(
        () -> {
          for (KeyCode key : keys) {
            robot.keyPress(key);
          }
          for (int i = keys.length - 1; i >= 0; i--) {
            robot.keyRelease(keys[i]);
          }
          return true;
        });
  }

  /// Types letters and digits.
  void type(String text) {
    text.toUpperCase(java.util.Locale.ROOT)
        .chars()
        .forEach(letter -> press(KeyCode.getKeyCode(Character.toString(letter))));
  }

  @Override
  public void close() {
    onFx(
        () -> {
          stage.close();
          return true;
        });
  }
}
