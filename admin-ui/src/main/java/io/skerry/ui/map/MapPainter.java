package io.skerry.ui.map;

import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.Totals;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.ArcType;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/// Draws the land and the nodes of the map. Holds no state but its colours; lives on the drawing
/// thread.
public final class MapPainter {

  private static final double DIMMED = 0.22;
  private static final double HALO = 5;
  private static final double RING_WIDTH = 5;
  private static final double LABEL_HEIGHT = 16;
  private static final double LABEL_SIZE = 12;
  private static final double FULL_CIRCLE = 360;

  private final Palette palette;
  private final Palette.Freshness freshness;

  /// Who gets which label, and who stands back.
  ///
  /// @param name written beside the mark; empty for none
  /// @param shape the look of the mark
  public record Mark(Clusters.Cluster cluster, Optional<String> name, Shape shape) {}

  /// How a mark stands out.
  public enum Shape {
    NORMAL,
    DIMMED,
    SELECTED
  }

  public MapPainter(Palette palette, Palette.Freshness freshness) {
    this.palette = palette;
    this.freshness = freshness;
  }

  /// Sea and land.
  public void land(GraphicsContext g, Coastlines coastlines, Viewport view) {
    g.setFill(Color.web(palette.surfaces().sea()));
    g.fillRect(0, 0, view.width(), view.height());
    g.setFill(Color.web(palette.surfaces().land()));
    g.setStroke(Color.web(palette.surfaces().border()));
    g.setLineWidth(0.7);
    for (Coastlines.Ring ring : coastlines.rings()) {
      ring(g, ring, view);
    }
  }

  private static void ring(GraphicsContext g, Coastlines.Ring ring, Viewport view) {
    int points = ring.lons().length;
    double[] xs = new double[points];
    double[] ys = new double[points];
    double west = Double.MAX_VALUE;
    double east = -Double.MAX_VALUE;
    double north = Double.MAX_VALUE;
    double south = -Double.MAX_VALUE;
    for (int i = 0; i < points; i++) {
      xs[i] = view.x(ring.lons()[i]);
      ys[i] = view.y(ring.lats()[i]);
      west = Math.min(west, xs[i]);
      east = Math.max(east, xs[i]);
      north = Math.min(north, ys[i]);
      south = Math.max(south, ys[i]);
    }
    if (east < 0 || west > view.width() || south < 0 || north > view.height()) {
      return;
    }
    g.fillPolygon(xs, ys, points);
    g.strokePolygon(xs, ys, points);
  }

  /// One node or cluster with its label.
  public void mark(GraphicsContext g, Mark mark, LabelPlacer labels) {
    Clusters.Cluster cluster = mark.cluster();
    g.setGlobalAlpha(mark.shape() == Shape.DIMMED ? DIMMED : 1);
    double x = cluster.at().x();
    double y = cluster.at().y();
    double radius = cluster.radius();
    if (mark.shape() == Shape.SELECTED) {
      g.setStroke(Color.web(palette.inks().accent()));
      g.setLineWidth(2.5);
      double halo = radius + HALO;
      g.strokeOval(x - halo, y - halo, 2 * halo, 2 * halo);
    }
    if (cluster.single()) {
      g.setFill(Color.web(palette.surfaces().sea(), 0.8));
      g.fillOval(x - radius - 2, y - radius - 2, 2 * radius + 4, 2 * radius + 4);
      NodeState state = cluster.nodes().getFirst().state();
      GlyphPainter.paint(g, state, x, y, radius, color(state));
    } else {
      bubble(g, cluster, radius);
    }
    mark.name().ifPresent(name -> label(g, name, mark, labels));
    g.setGlobalAlpha(1);
  }

  private void bubble(GraphicsContext g, Clusters.Cluster cluster, double radius) {
    double x = cluster.at().x();
    double y = cluster.at().y();
    g.setFill(Color.web(palette.surfaces().raised()));
    g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
    arcs(g, cluster.totals(), x, y, radius - RING_WIDTH / 2);
    g.setFill(Color.web(palette.inks().strong()));
    g.setFont(Typeface.strong(radius > 20 ? 13 : 12));
    g.setTextAlign(TextAlignment.CENTER);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(Integer.toString(cluster.nodes().size()), x, y);
    NodeState worst = cluster.totals().worst();
    if (worst.severity() > NodeState.UPDATING.severity()) {
      double bx = x + radius * 0.74;
      double by = y - radius * 0.74;
      g.setFill(Color.web(palette.surfaces().raised()));
      g.fillOval(bx - 8, by - 8, 16, 16);
      GlyphPainter.paint(g, worst, bx, by, 5, color(worst));
    }
  }

  private void arcs(GraphicsContext g, Totals totals, double x, double y, double radius) {
    g.setLineWidth(RING_WIDTH);
    g.setLineCap(javafx.scene.shape.StrokeLineCap.BUTT);
    double start = 90;
    for (NodeState state : NodeState.bySeverity().reversed()) {
      double extent = FULL_CIRCLE * totals.of(state) / totals.nodes();
      if (extent > 0) {
        g.setStroke(color(state));
        double span = -extent;
        g.strokeArc(x - radius, y - radius, 2 * radius, 2 * radius, start, span, ArcType.OPEN);
        start -= extent;
      }
    }
  }

  private void label(GraphicsContext g, String name, Mark mark, LabelPlacer labels) {
    Font font = Typeface.sans(LABEL_SIZE);
    var measure = new Text(name);
    measure.setFont(font);
    double width = measure.getLayoutBounds().getWidth();
    double room = mark.shape() == Shape.SELECTED ? HALO : 0;
    double x = mark.cluster().at().x();
    double y = mark.cluster().at().y();
    labels
        .place(x, y, mark.cluster().radius() + room, width, LABEL_HEIGHT)
        .ifPresent(
            box -> {
              g.setFont(font);
              g.setTextAlign(TextAlignment.LEFT);
              g.setTextBaseline(VPos.CENTER);
              double baseline = box.y() + LABEL_HEIGHT / 2;
              g.setStroke(Color.web(palette.surfaces().sea(), 0.85));
              g.setLineWidth(3);
              g.strokeText(name, box.x(), baseline);
              g.setFill(Color.web(palette.inks().strong()));
              g.fillText(name, box.x(), baseline);
            });
  }

  private Color color(NodeState state) {
    return Color.web(palette.of(state, freshness));
  }
}
