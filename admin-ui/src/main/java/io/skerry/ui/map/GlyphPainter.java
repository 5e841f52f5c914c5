package io.skerry.ui.map;

import io.skerry.ui.state.NodeState;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;

/// Draws the shape of a state. Each state has its own shape, so that nobody needs the colour: ready
/// dot, updating ring with a dot, degraded triangle, stale hollow ring, lost cross, pending hollow
/// diamond.
public final class GlyphPainter {

  private GlyphPainter() {}

  /// Draws centred on (x, y) within a square of `2 * r`. Changes fill, stroke and line width of
  /// `g`.
  public static void paint(
      GraphicsContext g, NodeState state, double x, double y, double r, Color color) {
    g.setFill(color);
    g.setStroke(color);
    g.setLineWidth(Math.max(1.5, r * 0.38));
    g.setLineCap(StrokeLineCap.ROUND);
    double inner = r * 0.82;
    switch (state) {
      case READY -> g.fillOval(x - inner, y - inner, inner * 2, inner * 2);
      case UPDATING -> {
        g.strokeOval(x - inner, y - inner, inner * 2, inner * 2);
        g.fillOval(x - r * 0.32, y - r * 0.32, r * 0.64, r * 0.64);
      }
      case DEGRADED ->
          g.fillPolygon(
              new double[] {x, x + r, x - r}, new double[] {y - r, y + r * 0.8, y + r * 0.8}, 3);
      case STALE -> g.strokeOval(x - inner, y - inner, inner * 2, inner * 2);
      case LOST -> {
        double arm = r * 0.72;
        g.strokeLine(x - arm, y - arm, x + arm, y + arm);
        g.strokeLine(x - arm, y + arm, x + arm, y - arm);
      }
      case PENDING ->
          g.strokePolygon(
              new double[] {x, x + inner, x, x - inner},
              new double[] {y - inner, y, y + inner, y},
              4);
    }
  }
}
