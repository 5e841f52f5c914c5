package io.skerry.ui.fleet;

import io.skerry.ui.state.CellName;
import io.skerry.ui.state.CellView;
import io.skerry.ui.state.NodeName;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Selection;
import io.skerry.ui.state.Totals;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Everything about the selected node or cell.
final class SidePanel extends VBox {

  private static final double WIDTH = 352;
  private static final int MOST_NODES = 60;
  private static final Comparator<NodeView> WORST_FIRST =
      Comparator.comparingInt((NodeView node) -> -node.state().severity())
          .thenComparing(NodeView::name);

  private final ScreenContext context;
  private final StatusGlyph glyph = new StatusGlyph();
  private final Label name = new Label();
  private final Label about = new Label();
  private final Label state = new Label();
  private final Label reason = new Label();
  private final FactGrid facts = new FactGrid();
  private final VBox members = new VBox(2);
  private final CopyBar copy;
  private List<NodeView> shownMembers = List.of();

  SidePanel(ScreenContext context, URI server) {
    this.context = context;
    this.copy = new CopyBar(context, server);
    setId("side-panel");
    getStyleClass().addAll("panel", "side-panel");
    setMinWidth(WIDTH);
    setPrefWidth(WIDTH);
    setMaxWidth(WIDTH);
    name.getStyleClass().add("side-title");
    about.getStyleClass().add("soft");
    state.getStyleClass().add("strong");
    reason.setWrapText(true);
    var body = new VBox(10, stateBlock(), facts, members);
    body.getStyleClass().add("side-body");
    var scroll = new ScrollPane(body);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setMinHeight(0);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren().addAll(head(), scroll, copy);
  }

  private HBox head() {
    var close = new Button("✕");
    close.setId("side-close");
    close.getStyleClass().addAll("flat", "small");
    close.setAccessibleText(context.texts().get("panel.close"));
    close.setOnAction(
        event -> {
          context.model().select(new Selection.None());
          context.changed().run();
        });
    var gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    var words = new VBox(1, name, about);
    words.setMinWidth(0);
    var head = new HBox(8, words, gap, close);
    head.getStyleClass().add("panel-head");
    return head;
  }

  private VBox stateBlock() {
    var line = new HBox(8, glyph, state);
    line.getStyleClass().add("state-line");
    var block = new VBox(4, line, reason);
    block.getStyleClass().add("state-block");
    return block;
  }

  /// Shows the selection again; hides when there is none.
  void refresh(Instant now) {
    Selection selection = context.model().selection();
    boolean something = !(selection instanceof Selection.None);
    setVisible(something);
    setManaged(something);
    switch (selection) {
      case Selection.None none -> {}
      case Selection.OfNode(NodeName wanted) ->
          context.model().image().node(wanted).ifPresent(node -> node(node, now));
      case Selection.OfCell(CellName wanted) ->
          cell(context.model().image().cell(wanted), context.model().image().nodesOf(wanted));
    }
    copy.show(selection);
  }

  private void node(NodeView node, Instant now) {
    name.setText(node.name().value());
    about.setText(context.texts().get("panel.node", node.cell()));
    block(node.state(), stateWords(node, now), node.health().reason());
    facts.show(
        PanelFacts.of(
            node,
            context.model().image(),
            context.model().differenceOf(node),
            context.texts(),
            now));
    showMembers(List.of());
  }

  private String stateWords(NodeView node, Instant now) {
    String word = context.texts().state(node.state());
    Optional<Instant> since = node.health().since();
    return since
        .map(at -> context.texts().get("panel.stateFor", word, length(at, now)))
        .orElse(word);
  }

  private String length(Instant since, Instant now) {
    return context.texts().age(java.time.Duration.between(since, now));
  }

  private void block(NodeState worst, String words, String why) {
    glyph.show(worst, context.palette().get(), context.freshness());
    state.setText(words);
    reason.setText(why);
    reason.setVisible(!why.isEmpty());
    reason.setManaged(!why.isEmpty());
  }

  private void cell(CellView cell, Collection<NodeView> nodes) {
    name.setText(cell.name().value());
    about.setText(context.texts().get("panel.cellKind"));
    Totals totals = Totals.of(nodes);
    var counts = new ArrayList<String>();
    for (NodeState each : NodeState.bySeverity().reversed()) {
      if (totals.of(each) > 0) {
        counts.add(context.texts().number(totals.of(each)) + " " + context.texts().state(each));
      }
    }
    String words = context.texts().get("panel.nodes", nodes.size());
    block(totals.worst(), words, String.join(" · ", counts));
    facts.show(PanelFacts.of(cell, nodes, context.texts()));
    showMembers(nodes.stream().sorted(WORST_FIRST).toList());
  }

  private void showMembers(List<NodeView> nodes) {
    if (nodes.equals(shownMembers)) {
      return;
    }
    shownMembers = nodes;
    members.getChildren().clear();
    if (!nodes.isEmpty()) {
      var heading = new Label(context.texts().get("panel.members"));
      heading.getStyleClass().add("fact-section");
      members.getChildren().add(heading);
    }
    nodes.stream().limit(MOST_NODES).map(this::member).forEach(members.getChildren()::add);
    if (nodes.size() > MOST_NODES) {
      int more = nodes.size() - MOST_NODES;
      var rest = new Label(context.texts().get("panel.more", more));
      rest.getStyleClass().add("soft");
      members.getChildren().add(rest);
    }
  }

  private Button member(NodeView node) {
    var mark = new StatusGlyph();
    mark.show(node.state(), context.palette().get(), context.freshness());
    var word = new Label(context.texts().state(node.state()));
    word.getStyleClass().add("soft");
    var gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    var row = new Button();
    row.setGraphic(new HBox(8, mark, new Label(node.name().value()), gap, word));
    row.getStyleClass().add("attention-row");
    row.setMaxWidth(Double.MAX_VALUE);
    row.setOnAction(
        event -> {
          context.model().select(new Selection.OfNode(node.name()));
          context.changed().run();
        });
    return row;
  }

  /// Draws the marks again, in new colours.
  void restyle() {
    shownMembers = List.of();
  }
}
