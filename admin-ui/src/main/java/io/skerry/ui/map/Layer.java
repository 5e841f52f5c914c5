package io.skerry.ui.map;

import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;

/// One transparent picture of a stack: painted again only when [#invalidate()] was called since the
/// last frame. Lives on the drawing thread.
public final class Layer {

  private final Canvas canvas = new Canvas();
  private final Consumer<GraphicsContext> painter;
  private boolean dirty = true;

  Layer(Consumer<GraphicsContext> painter) {
    this.painter = painter;
    canvas.setMouseTransparent(true);
  }

  /// Asks to be painted again.
  public void invalidate() {
    dirty = true;
  }

  Canvas canvas() {
    return canvas;
  }

  void resize(double width, double height) {
    canvas.setWidth(width);
    canvas.setHeight(height);
    dirty = true;
  }

  void paintIfNeeded() {
    if (!dirty || canvas.getWidth() < 1 || canvas.getHeight() < 1) {
      return;
    }
    dirty = false;
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    painter.accept(g);
  }
}
