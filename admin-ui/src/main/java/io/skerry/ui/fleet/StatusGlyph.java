package io.skerry.ui.fleet;

import io.skerry.ui.map.GlyphPainter;
import io.skerry.ui.map.Palette;
import io.skerry.ui.state.NodeState;
import javafx.scene.canvas.Canvas;
import javafx.scene.paint.Color;

/// The shape of a state as a node of a scene.
public final class StatusGlyph extends Canvas {

  private static final double SIZE = 14;

  public StatusGlyph() {
    super(SIZE, SIZE);
    setMouseTransparent(true);
  }

  /// Draws that state; takes effect at once.
  public void show(NodeState state, Palette palette, Palette.Freshness freshness) {
    var g = getGraphicsContext2D();
    g.clearRect(0, 0, SIZE, SIZE);
    Color color = Color.web(palette.of(state, freshness));
    GlyphPainter.paint(g, state, SIZE / 2, SIZE / 2, 5.5, color);
  }
}
