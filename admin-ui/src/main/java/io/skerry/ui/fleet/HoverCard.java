package io.skerry.ui.fleet;

import io.skerry.ui.state.CellView;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Totals;
import java.time.Instant;
import java.util.Collection;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/// The small card beside the pointer: what is under it.
final class HoverCard extends VBox {

  private static final double OFFSET = 16;
  private static final double MAX_WIDTH = 300;

  private final ScreenContext context;

  HoverCard(ScreenContext context) {
    this.context = context;
    getStyleClass().add("hover-card");
    setManaged(false);
    setMouseTransparent(true);
    setVisible(false);
    setMaxWidth(MAX_WIDTH);
  }

  /// Shows several nodes: how many in which state.
  void show(String title, String details, Collection<NodeView> nodes) {
    begin(title, details);
    Totals totals = Totals.of(nodes);
    for (NodeState state : NodeState.bySeverity().reversed()) {
      int count = totals.of(state);
      if (count > 0) {
        row(state, context.texts().number(count) + " " + context.texts().state(state));
      }
    }
  }

  /// Shows one node.
  void show(NodeView node) {
    CellView cell = context.model().image().cell(node.cell());
    begin(node.name().value(), cell.name() + " · " + cell.cloudTitle());
    Instant now = context.now().get();
    String age = node.health().since().map(at -> context.texts().ago(at, now)).orElse("–");
    row(node.state(), context.texts().get("hover.state", context.texts().state(node.state()), age));
    if (!node.health().reason().isEmpty()) {
      var reason = new Label(node.health().reason());
      reason.setWrapText(true);
      getChildren().add(reason);
    }
  }

  private void begin(String title, String details) {
    var name = new Label(title);
    name.getStyleClass().add("strong");
    var about = new Label(details);
    about.getStyleClass().add("soft");
    getChildren().setAll(name, about);
  }

  private void row(NodeState state, String text) {
    var glyph = new StatusGlyph();
    glyph.show(state, context.palette().get(), context.freshness());
    var row = new HBox(6, glyph, new Label(text));
    row.getStyleClass().add("hover-row");
    getChildren().add(row);
  }

  /// Places the card beside the pointer, inside `area`.
  void moveTo(double x, double y, Pane area) {
    applyCss();
    double width = Math.min(MAX_WIDTH, prefWidth(-1));
    double height = prefHeight(width);
    double left = x + OFFSET + width > area.getWidth() ? x - OFFSET - width : x + OFFSET;
    double top = y + OFFSET + height > area.getHeight() ? y - OFFSET - height : y + OFFSET;
    resizeRelocate(Math.max(4, left), Math.max(4, top), width, height);
    setVisible(true);
  }
}
