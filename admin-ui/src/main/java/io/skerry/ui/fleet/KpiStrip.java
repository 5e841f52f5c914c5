package io.skerry.ui.fleet;

import io.skerry.ui.map.Palette;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.Totals;
import java.util.EnumMap;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// One tile per state with its number of nodes; a click puts those nodes forward everywhere.
final class KpiStrip extends HBox {

  private static final PseudoClass EMPTY = PseudoClass.getPseudoClass("empty");

  private final ScreenContext context;
  private final Map<NodeState, Tile> tiles = new EnumMap<>(NodeState.class);

  KpiStrip(ScreenContext context) {
    super(8);
    this.context = context;
    getStyleClass().add("kpi-strip");
    for (NodeState state : NodeState.values()) {
      var tile = new Tile(state);
      tiles.put(state, tile);
      getChildren().add(tile);
      setHgrow(tile, Priority.ALWAYS);
    }
  }

  /// Shows the counts and the filter again.
  void refresh() {
    Totals totals = context.model().image().totals();
    tiles.values().forEach(tile -> tile.refresh(totals));
  }

  private final class Tile extends ToggleButton {
    private final NodeState state;
    private final StatusGlyph glyph = new StatusGlyph();
    private final Label count = new Label();
    private final Label share = new Label();

    Tile(NodeState state) {
      this.state = state;
      setId("kpi-" + state.wire());
      getStyleClass().addAll("kpi", "state-" + state.wire());
      setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
      var word = new Label(context.texts().state(state));
      word.getStyleClass().add("kpi-word");
      count.getStyleClass().add("kpi-count");
      share.getStyleClass().add("soft");
      var head = new HBox(6, glyph, word);
      head.getStyleClass().add("kpi-head");
      var figures = new HBox(8, count, share);
      figures.getStyleClass().add("kpi-figures");
      setGraphic(new VBox(2, head, figures));
      setMaxWidth(Double.MAX_VALUE);
      setTooltip(new Tooltip(context.texts().get("kpi.tip." + state.wire())));
      setOnAction(event -> toggle());
    }

    private void toggle() {
      context.model().toggleFilter(state);
      context.changed().run();
    }

    void refresh(Totals totals) {
      int nodes = totals.of(state);
      boolean known = context.model().listedOnce();
      count.setText(known ? context.texts().number(nodes) : "–");
      double percent = totals.nodes() == 0 ? 0 : 100.0 * nodes / totals.nodes();
      share.setText(nodes == 0 ? "" : context.texts().get("kpi.share", percent));
      pseudoClassStateChanged(EMPTY, nodes == 0);
      Palette palette = context.palette().get();
      glyph.show(state, palette, context.freshness());
      setSelected(context.model().filter().states().contains(state));
      setAccessibleText(context.texts().state(state) + " " + nodes);
    }
  }
}
