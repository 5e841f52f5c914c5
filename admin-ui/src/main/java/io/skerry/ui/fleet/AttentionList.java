package io.skerry.ui.fleet;

import io.skerry.ui.state.Attention;
import io.skerry.ui.state.AttentionRanking;
import io.skerry.ui.state.Filter;
import io.skerry.ui.state.NodeName;
import io.skerry.ui.state.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What needs a look: at most seven sentences, the widest reaching first. A click puts the nodes
/// forward; a single node is selected, too.
final class AttentionList extends VBox {

  private static final double SIDES = 18;
  private static final double BESIDE_HEADLINE = 34;

  private final ScreenContext context;
  private final Label count = new Label();
  private final VBox rows = new VBox(2);
  private final List<Row> pool = new ArrayList<>();

  AttentionList(ScreenContext context) {
    this.context = context;
    getStyleClass().add("panel");
    var title = new Label(context.texts().get("attention.title"));
    title.getStyleClass().add("panel-title");
    count.getStyleClass().add("soft");
    var head = new HBox(8, title, count);
    head.setAlignment(Pos.BASELINE_LEFT);
    head.getStyleClass().add("panel-head");
    var scroll = new ScrollPane(rows);
    scroll.setFitToWidth(true);
    scroll.setMinHeight(0);
    rows.getStyleClass().add("attention-rows");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren().addAll(head, scroll);
    for (int i = 0; i < AttentionRanking.MAX; i++) {
      var row = new Row();
      row.setId("attention-" + i);
      pool.add(row);
    }
  }

  /// Shows the sentences again; their ages are those at `now`.
  void refresh(Instant now) {
    List<Attention> items = context.model().attention();
    boolean nothingYet = !context.model().listedOnce();
    count.setText(items.isEmpty() ? "" : context.texts().get("attention.count", items.size()));
    var shown = new ArrayList<Node>();
    for (int i = 0; i < items.size(); i++) {
      pool.get(i).show(items.get(i), now);
      shown.add(pool.get(i));
    }
    if (items.isEmpty()) {
      var calm = new Label(context.texts().get(nothingYet ? "attention.wait" : "attention.none"));
      calm.getStyleClass().addAll("soft", "calm");
      shown.add(calm);
    }
    if (!rows.getChildren().equals(shown)) {
      rows.getChildren().setAll(shown);
    }
  }

  private final class Row extends Button {
    private final StatusGlyph glyph = new StatusGlyph();
    private final Label headline = new Label();
    private final Label details = new Label();
    private final Tooltip tip = new Tooltip();
    private final HBox content = new HBox(10, glyph, headline, details);

    Row() {
      getStyleClass().add("attention-row");
      headline.getStyleClass().add("strong");
      details.getStyleClass().add("soft");
      details.setMinWidth(0);
      HBox.setHgrow(details, Priority.ALWAYS);
      content.setAlignment(Pos.CENTER_LEFT);
      content.setMinWidth(0);
      content.widthProperty().addListener(width -> fit());
      content.maxWidthProperty().bind(widthProperty().subtract(SIDES));
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      setGraphic(content);
      setMinWidth(0);
      setTooltip(tip);
      setMaxWidth(Double.MAX_VALUE);
      setAlignment(Pos.CENTER_LEFT);
    }

    void show(Attention item, Instant now) {
      glyph.show(item.state(), context.palette().get(), context.freshness());
      headline.setText(AttentionText.headline(item, context.texts()));
      details.setText(AttentionText.details(item, context.texts(), now));
      fit();
      tip.setText(headline.getText() + '\n' + details.getText());
      setAccessibleText(headline.getText());
      setOnAction(event -> focus(item));
    }

    /// The headline keeps its words as long as there is room; the details give way first.
    private void fit() {
      double room = Math.max(0, content.getWidth() - BESIDE_HEADLINE);
      headline.setMinWidth(Math.min(headline.prefWidth(-1), room));
    }

    private void focus(Attention item) {
      Filter filter = context.model().filter();
      if (filter.group().equals(item.nodes())) {
        context.model().clearFilter();
      } else {
        context.model().focus(item, AttentionText.headline(item, context.texts()));
        if (item.where() instanceof Attention.Where.OneNode(NodeName node, var cell)) {
          context.model().select(new Selection.OfNode(node));
        } else if (item.where() instanceof Attention.Where.OneCell(var cell, boolean whole)) {
          context.model().select(new Selection.OfCell(cell));
        }
      }
      context.changed().run();
    }
  }
}
