package io.skerry.ui;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.util.Duration;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one picture of the window once there is something to see, then ends the program. When
/// nothing comes in time it takes the picture anyway and reports it through the exit code.
final class Screenshot {

  private static final Logger LOG = LoggerFactory.getLogger(Screenshot.class);
  private static final double LOOK_EVERY_MILLIS = 100;
  private static final int PATIENCE = 150;
  private static final int SETTLE = 8;
  private static final int FAILED = 1;
  private static final int NOTHING_READ = 5;

  private final Scene scene;
  private final Path file;
  private final AtomicInteger exit;
  private final Timeline timeline = new Timeline();
  private int looks;
  private int settled;

  /// @param exit receives the exit code
  Screenshot(Scene scene, Path file, AtomicInteger exit) {
    this.scene = scene;
    this.file = file;
    this.exit = exit;
  }

  /// Takes the picture soon after `ready` holds.
  void takeWhen(BooleanSupplier ready) {
    timeline
        .getKeyFrames()
        .setAll(new KeyFrame(Duration.millis(LOOK_EVERY_MILLIS), event -> look(ready)));
    timeline.setCycleCount(Animation.INDEFINITE);
    timeline.play();
  }

  private void look(BooleanSupplier ready) {
    looks++;
    if (ready.getAsBoolean()) {
      settled++;
    }
    if (settled >= SETTLE) {
      finish(0);
    } else if (looks >= PATIENCE) {
      LOG.warn("Nothing was read from the server in time; the picture shows that");
      finish(NOTHING_READ);
    }
  }

  private void finish(int code) {
    timeline.stop();
    exit.set(code);
    try {
      write();
    } catch (IOException failure) {
      LOG.error("The picture could not be written to {}", file, failure);
      exit.set(FAILED);
    }
    Platform.exit();
  }

  private void write() throws IOException {
    scene.snapshot(null);
    WritableImage picture = scene.snapshot(null);
    int width = (int) picture.getWidth();
    int height = (int) picture.getHeight();
    int[] pixels = new int[width * height];
    picture
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    Path absolute = file.toAbsolutePath();
    if (absolute.getParent() != null) {
      Files.createDirectories(absolute.getParent());
    }
    if (!ImageIO.write(image, "png", absolute.toFile())) {
      throw new IOException("this Java has no PNG writer");
    }
    LOG.info("Picture written to {}", absolute);
  }
}
