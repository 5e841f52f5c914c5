package io.skerry.ui.map;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// A region that fills itself with layers, bottom first, and paints the invalid ones at the next
/// layout pass.
public final class LayerStack extends Region {

  private final List<Layer> layers;
  private final Runnable onResize;

  /// @param onResize runs after every change of size, before painting
  public LayerStack(List<Consumer<GraphicsContext>> painters, Runnable onResize) {
    this.layers = painters.stream().map(Layer::new).toList();
    this.onResize = onResize;
    layers.forEach(layer -> getChildren().add(layer.canvas()));
    var clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    setMinSize(0, 0);
    widthProperty().addListener(size -> resized());
    heightProperty().addListener(size -> resized());
  }

  private void resized() {
    layers.forEach(layer -> layer.resize(getWidth(), getHeight()));
    onResize.run();
    requestLayout();
  }

  /// Asks for all layers from that one up to be painted again.
  public void invalidateFrom(int lowest) {
    layers.subList(lowest, layers.size()).forEach(Layer::invalidate);
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    layers.forEach(Layer::paintIfNeeded);
  }
}
