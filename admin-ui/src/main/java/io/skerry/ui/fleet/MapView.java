package io.skerry.ui.fleet;

import io.skerry.ui.map.Clusters;
import io.skerry.ui.map.Coastlines;
import io.skerry.ui.map.LabelPlacer;
import io.skerry.ui.map.LayerStack;
import io.skerry.ui.map.MapPainter;
import io.skerry.ui.map.Viewport;
import io.skerry.ui.state.GeoPoint;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Selection;
import java.util.List;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;

/// The fleet on the world map. Wheel zooms at the pointer, dragging moves, a click selects, a
/// double click (or a click on nodes of several cells) goes closer.
final class MapView extends Pane {

  private static final int MARKS = 1;
  private static final double WHEEL_STEP = 1.18;
  private static final double CLOSER = 2.6;
  private static final double LOCATE_ZOOM = 6;
  private static final double DRAG_THRESHOLD = 4;

  private final ScreenContext context;
  private final Coastlines coastlines;
  private final HoverCard hover;
  private final LayerStack layers;
  private Viewport view = Viewport.world(1, 1);
  private List<Clusters.Cluster> clusters = List.of();
  private double lastX;
  private double lastY;
  private boolean dragging;

  MapView(ScreenContext context, Coastlines coastlines) {
    this.context = context;
    this.coastlines = coastlines;
    this.hover = new HoverCard(context);
    this.layers = new LayerStack(List.of(this::paintLand, this::paintMarks), this::resized);
    getChildren().addAll(layers, hover);
    getStyleClass().add("fleet-map");
    setMinSize(0, 0);
    setOnScroll(this::scrolled);
    setOnMousePressed(this::pressed);
    setOnMouseDragged(this::dragged);
    setOnMouseReleased(this::released);
    setOnMouseMoved(this::moved);
    setOnMouseExited(event -> hover.setVisible(false));
  }

  /// What is drawn where.
  List<Clusters.Cluster> clusters() {
    return clusters;
  }

  /// The part of the world in sight.
  Viewport viewport() {
    return view;
  }

  /// Draws the nodes again.
  void refresh() {
    clusters = MapPlacement.clusters(context.model().image(), view);
    layers.invalidateFrom(MARKS);
  }

  /// Draws everything again, in new colours.
  void restyle() {
    layers.invalidateFrom(0);
    refresh();
  }

  /// Shows the whole world.
  void showWorld() {
    look(Viewport.world(getWidth(), getHeight()));
  }

  /// Goes closer, or back with a factor below one, keeping the middle.
  void zoom(double factor) {
    look(view.zoomed(factor, getWidth() / 2, getHeight() / 2));
  }

  /// Brings a place to the middle.
  void locate(GeoPoint place) {
    look(view.centeredOn(place, LOCATE_ZOOM));
  }

  private void look(Viewport next) {
    view = next;
    hover.setVisible(false);
    layers.invalidateFrom(0);
    refresh();
  }

  private void resized() {
    view =
        view.width() <= 1
            ? Viewport.world(getWidth(), getHeight())
            : view.resized(getWidth(), getHeight());
    layers.invalidateFrom(0);
    refresh();
  }

  @Override
  protected void layoutChildren() {
    layers.resizeRelocate(0, 0, getWidth(), getHeight());
  }

  private void paintLand(GraphicsContext g) {
    painter().land(g, coastlines, view);
  }

  private void paintMarks(GraphicsContext g) {
    var labels = new LabelPlacer(view.width(), view.height());
    List<MapPainter.Mark> marks = MapPlacement.marks(context.model(), clusters);
    for (MapPainter.Mark mark : marks) {
      Viewport.Pixel at = mark.cluster().at();
      labels.claim(at.x(), at.y(), mark.cluster().radius());
    }
    MapPainter painter = painter();
    marks.forEach(mark -> painter.mark(g, mark, labels));
  }

  private MapPainter painter() {
    return new MapPainter(context.palette().get(), context.freshness());
  }

  private Optional<Clusters.Cluster> under(double x, double y) {
    var pointer = new Viewport.Pixel(x, y);
    return clusters.reversed().stream()
        .filter(cluster -> cluster.at().distance(pointer) <= cluster.radius() + 3)
        .findFirst();
  }

  private void scrolled(ScrollEvent event) {
    if (event.getDeltaY() != 0) {
      double factor = event.getDeltaY() > 0 ? WHEEL_STEP : 1 / WHEEL_STEP;
      look(view.zoomed(factor, event.getX(), event.getY()));
    }
    event.consume();
  }

  private void pressed(MouseEvent event) {
    lastX = event.getX();
    lastY = event.getY();
    dragging = false;
  }

  private void dragged(MouseEvent event) {
    double dx = event.getX() - lastX;
    double dy = event.getY() - lastY;
    if (dragging || Math.hypot(dx, dy) > DRAG_THRESHOLD) {
      dragging = true;
      lastX = event.getX();
      lastY = event.getY();
      look(view.panned(dx, dy));
    }
  }

  private void released(MouseEvent event) {
    if (dragging || event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    Optional<Clusters.Cluster> hit = under(event.getX(), event.getY());
    boolean severalCells = hit.isPresent() && !hit.orElseThrow().oneCell();
    if (event.getClickCount() > 1 || severalCells) {
      look(view.zoomed(CLOSER, event.getX(), event.getY()));
      return;
    }
    context.model().select(hit.map(MapView::selectionOf).orElse(new Selection.None()));
    context.changed().run();
  }

  private static Selection selectionOf(Clusters.Cluster cluster) {
    NodeView first = cluster.nodes().getFirst();
    return cluster.single()
        ? new Selection.OfNode(first.name())
        : new Selection.OfCell(first.cell());
  }

  private void moved(MouseEvent event) {
    Optional<Clusters.Cluster> hit = under(event.getX(), event.getY());
    hover.setVisible(false);
    hit.ifPresent(
        cluster -> {
          describe(cluster);
          hover.moveTo(event.getX(), event.getY(), this);
        });
  }

  private void describe(Clusters.Cluster cluster) {
    NodeView first = cluster.nodes().getFirst();
    if (cluster.single()) {
      hover.show(first);
      return;
    }
    var cell = context.model().image().cell(first.cell());
    long cells = cluster.nodes().stream().map(NodeView::cell).distinct().count();
    String title =
        cluster.oneCell() ? cell.name().value() : context.texts().get("hover.cells", cells);
    String details = context.texts().get("hover.nodes", cluster.nodes().size());
    hover.show(
        title, cluster.oneCell() ? cell.cloudTitle() + " · " + details : details, cluster.nodes());
  }
}
