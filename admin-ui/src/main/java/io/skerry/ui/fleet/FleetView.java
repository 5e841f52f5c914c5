package io.skerry.ui.fleet;

import io.skerry.ui.map.Coastlines;
import io.skerry.ui.state.CellName;
import io.skerry.ui.state.Selection;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The Fleet screen: counts, what needs attention, map or topology, the selection, and what
/// happens.
public final class FleetView extends BorderPane {

  private static final double DRAWER_HEIGHT = 226;
  private static final double ZOOM_STEP = 1.5;

  private final ScreenContext context;
  private final URI server;
  private final KpiStrip kpis;
  private final AttentionList attention;
  private final EventFeed feed;
  private final MapView map;
  private final TopologyView topology;
  private final SidePanel panel;
  private final Label empty = new Label();
  private final ToggleButton mapButton = new ToggleButton();
  private final ToggleButton topologyButton = new ToggleButton();
  private final HBox zoomButtons = new HBox();

  /// @param server shown in copied calls
  public FleetView(ScreenContext context, URI server) {
    this.context = context;
    this.server = server;
    this.kpis = new KpiStrip(context);
    this.attention = new AttentionList(context);
    this.feed = new EventFeed(context);
    this.map = new MapView(context, Coastlines.load());
    this.topology = new TopologyView(context);
    map.setId("map");
    topology.setId("topology");
    this.panel = new SidePanel(context, server);
    getStyleClass().add("fleet");
    StackPane stage = stage();
    VBox.setVgrow(stage, Priority.ALWAYS);
    var left = new VBox(stage, drawer());
    left.setMinWidth(0);
    HBox.setHgrow(left, Priority.ALWAYS);
    setTop(kpis);
    setCenter(new HBox(8, left, panel));
  }

  private StackPane stage() {
    empty.getStyleClass().add("empty-note");
    empty.setWrapText(true);
    empty.setMouseTransparent(true);
    HBox modes = modes();
    StackPane.setAlignment(modes, Pos.TOP_RIGHT);
    var stage = new StackPane(map, topology, empty, modes);
    stage.getStyleClass().add("stage");
    stage.setMinSize(0, 0);
    HBox.setHgrow(stage, Priority.ALWAYS);
    return stage;
  }

  private HBox modes() {
    mapButton.setId("mode-map");
    topologyButton.setId("mode-topology");
    mapButton.setText(context.texts().get("mode.map"));
    topologyButton.setText(context.texts().get("mode.topology"));
    mapButton.getStyleClass().addAll("small", "left-pill");
    topologyButton.getStyleClass().addAll("small", "right-pill");
    mapButton.setTooltip(new Tooltip(context.texts().get("mode.tip")));
    topologyButton.setTooltip(new Tooltip(context.texts().get("mode.tip")));
    mapButton.setOnAction(event -> show(ViewMode.MAP));
    topologyButton.setOnAction(event -> show(ViewMode.TOPOLOGY));
    zoomButtons.setSpacing(4);
    zoomButtons
        .getChildren()
        .addAll(
            zoomButton("+", "zoom.in", () -> map.zoom(ZOOM_STEP)),
            zoomButton("−", "zoom.out", () -> map.zoom(1 / ZOOM_STEP)),
            zoomButton("⤢", "zoom.world", map::showWorld));
    var modes = new HBox(8, zoomButtons, new HBox(mapButton, topologyButton));
    modes.getStyleClass().add("stage-tools");
    modes.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    return modes;
  }

  private Button zoomButton(String sign, String tip, Runnable action) {
    var button = new Button(sign);
    button.getStyleClass().add("small");
    button.setTooltip(new Tooltip(context.texts().get(tip)));
    button.setAccessibleText(context.texts().get(tip));
    button.setOnAction(event -> action.run());
    return button;
  }

  private HBox drawer() {
    var drawer = new HBox(8, attention, feed);
    drawer.getStyleClass().add("drawer");
    drawer.setPrefHeight(DRAWER_HEIGHT);
    drawer.setMinHeight(DRAWER_HEIGHT);
    HBox.setHgrow(attention, Priority.ALWAYS);
    HBox.setHgrow(feed, Priority.ALWAYS);
    for (VBox half : java.util.List.of(attention, feed)) {
      half.setMinWidth(0);
      half.setPrefWidth(1);
    }
    return drawer;
  }

  /// Switches to that drawing.
  private void show(ViewMode mode) {
    context.model().show(mode);
    context.changed().run();
  }

  /// Brings the selection to the middle of the map.
  public void locateSelection() {
    var image = context.model().image();
    switch (context.model().selection()) {
      case Selection.None none -> {}
      case Selection.OfNode(var name) ->
          image.node(name).flatMap(image::positionOf).ifPresent(map::locate);
      case Selection.OfCell(var name) -> image.cell(name).location().ifPresent(map::locate);
    }
  }

  /// Shows the whole world on the map.
  public void showWorld() {
    map.showWorld();
  }

  /// Goes closer on the map, or back with a factor below one.
  public void zoom(double factor) {
    map.zoom(factor);
  }

  /// Where a cell is drawn on the map, in the coordinates of the screen; empty when it is out of
  /// sight.
  public Optional<Point2D> onMap(CellName cell) {
    return map.clusters().stream()
        .filter(cluster -> cluster.nodes().stream().anyMatch(node -> node.cell().equals(cell)))
        .findFirst()
        .map(cluster -> map.localToScreen(cluster.at().x(), cluster.at().y()));
  }

  /// How close the map is; 1 is the whole world.
  public double mapZoom() {
    return map.viewport().zoom();
  }

  /// Shows the model again.
  public void refresh() {
    Instant now = context.now().get();
    ViewMode mode = context.model().mode();
    map.setVisible(mode == ViewMode.MAP);
    topology.setVisible(mode == ViewMode.TOPOLOGY);
    zoomButtons.setVisible(mode == ViewMode.MAP);
    mapButton.setSelected(mode == ViewMode.MAP);
    topologyButton.setSelected(mode == ViewMode.TOPOLOGY);
    kpis.refresh();
    feed.refresh();
    showEmptyNote();
    switch (mode) {
      case MAP -> map.refresh();
      case TOPOLOGY -> topology.refresh();
    }
    tick(now);
  }

  /// Shows only what changes with time: ages.
  public void tick(Instant now) {
    attention.refresh(now);
    panel.refresh(now);
  }

  private void showEmptyNote() {
    FleetViewModel model = context.model();
    empty.setVisible(!model.listedOnce() || model.image().nodes().isEmpty());
    if (model.listedOnce()) {
      empty.setText(context.texts().get("empty.nodes"));
    } else {
      empty.setText(
          context.texts().get(model.offline() ? "empty.unreachable" : "empty.wait", server));
    }
  }

  /// Draws everything in the colours of another theme.
  public void restyle() {
    map.restyle();
    feed.restyle();
    panel.restyle();
    refresh();
  }
}
