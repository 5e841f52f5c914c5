package io.skerry.ui.map;

import io.skerry.ui.map.LabelPlacer.Box;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.Totals;
import java.util.function.Function;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/// Draws the topology. Holds no state but its colours; lives on the drawing thread.
public final class TopologyPainter {

  private static final double DIMMED = 0.2;
  private static final double CORNER = 8;
  private static final double INSET = 12;
  private static final double BAR_HEIGHT = 4;
  private static final String ELLIPSIS = "…";

  private final Palette palette;
  private final Palette.Freshness freshness;
  private final Function<Totals, String> counted;

  /// @param counted writes how many nodes are ready, for a card
  public TopologyPainter(
      Palette palette, Palette.Freshness freshness, Function<Totals, String> counted) {
    this.palette = palette;
    this.freshness = freshness;
    this.counted = counted;
  }

  /// The ground of the whole area.
  public void ground(GraphicsContext g, double width, double height) {
    g.setFill(Color.web(palette.surfaces().sea()));
    g.fillRect(0, 0, width, height);
  }

  /// A line; coloured when something bad is behind it.
  public void edge(GraphicsContext g, TopologyLayout.Edge edge) {
    NodeState worst = edge.totals().worst();
    String plain = palette.surfaces().border();
    g.setStroke(worst.bad() ? color(worst).deriveColor(0, 1, 1, 0.75) : Color.web(plain));
    g.setLineWidth(worst.bad() ? 1.8 : 1.4);
    double bend = (edge.toX() - edge.fromX()) / 2;
    g.beginPath();
    g.moveTo(edge.fromX(), edge.fromY());
    g.bezierCurveTo(
        edge.fromX() + bend, edge.fromY(), edge.toX() - bend, edge.toY(), edge.toX(), edge.toY());
    g.stroke();
  }

  /// A box with title, count and make-up.
  public void card(GraphicsContext g, TopologyLayout.Card card, MapPainter.Shape shape) {
    Box box = card.box();
    g.setGlobalAlpha(shape == MapPainter.Shape.DIMMED ? 0.45 : 1);
    frame(g, box, shape);
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    g.setFill(Color.web(palette.inks().strong()));
    text(
        g,
        card.title(),
        Typeface.strong(12.5),
        box.x() + INSET,
        box.y() + 15,
        box.width() - 2 * INSET);
    g.setFill(Color.web(palette.inks().soft()));
    String count = counted.apply(card.totals());
    text(g, count, Typeface.sans(11.5), box.x() + INSET, box.y() + 30, box.width() - 2 * INSET);
    makeUp(g, card.totals(), box);
    g.setGlobalAlpha(1);
  }

  private void frame(GraphicsContext g, Box box, MapPainter.Shape shape) {
    boolean selected = shape == MapPainter.Shape.SELECTED;
    g.setFill(Color.web(palette.surfaces().raised()));
    g.fillRoundRect(box.x(), box.y(), box.width(), box.height(), CORNER * 2, CORNER * 2);
    g.setStroke(Color.web(selected ? palette.inks().accent() : palette.surfaces().line()));
    g.setLineWidth(selected ? 2 : 1);
    g.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), CORNER * 2, CORNER * 2);
  }

  private void makeUp(GraphicsContext g, Totals totals, Box box) {
    double width = box.width() - 2 * INSET;
    double x = box.x() + INSET;
    double y = box.y() + box.height() - BAR_HEIGHT - 5;
    for (NodeState state : NodeState.bySeverity().reversed()) {
      double part = totals.nodes() == 0 ? 0 : width * totals.of(state) / totals.nodes();
      if (part > 0) {
        g.setFill(color(state));
        g.fillRect(x, y, Math.max(1, part - 1), BAR_HEIGHT);
        x += part;
      }
    }
  }

  /// A node: its shape, and its name where there is room.
  public void spot(GraphicsContext g, TopologyLayout.Spot spot, MapPainter.Shape shape) {
    Box box = spot.box();
    double middle = box.y() + box.height() / 2;
    g.setGlobalAlpha(shape == MapPainter.Shape.DIMMED ? DIMMED : 1);
    if (spot.named()) {
      frame(g, box, shape);
      glyph(g, spot, box.x() + 14, middle, 5);
      g.setTextAlign(TextAlignment.LEFT);
      g.setTextBaseline(VPos.CENTER);
      g.setFill(Color.web(palette.inks().strong()));
      text(
          g, spot.node().name().value(), Typeface.sans(12), box.x() + 26, middle, box.width() - 32);
    } else {
      double x = box.x() + box.width() / 2;
      if (shape == MapPainter.Shape.SELECTED) {
        g.setStroke(Color.web(palette.inks().accent()));
        g.setLineWidth(2);
        g.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), 6, 6);
      }
      glyph(g, spot, x, middle, 5);
    }
    g.setGlobalAlpha(1);
  }

  private void glyph(
      GraphicsContext g, TopologyLayout.Spot spot, double x, double y, double radius) {
    GlyphPainter.paint(g, spot.node().state(), x, y, radius, color(spot.node().state()));
    g.setLineCap(StrokeLineCap.BUTT);
  }

  private static void text(
      GraphicsContext g, String text, Font font, double x, double y, double width) {
    g.setFont(font);
    g.fillText(fitted(text, font, width), x, y);
  }

  private static String fitted(String text, Font font, double width) {
    var measure = new Text(text);
    measure.setFont(font);
    if (measure.getLayoutBounds().getWidth() <= width) {
      return text;
    }
    int keep = text.length();
    while (keep > 1 && measure.getLayoutBounds().getWidth() > width) {
      keep--;
      measure.setText(text.substring(0, keep) + ELLIPSIS);
    }
    return measure.getText();
  }

  private Color color(NodeState state) {
    return Color.web(palette.of(state, freshness));
  }
}
