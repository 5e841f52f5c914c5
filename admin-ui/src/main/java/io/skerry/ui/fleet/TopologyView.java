package io.skerry.ui.fleet;

import io.skerry.ui.map.LabelPlacer.Box;
import io.skerry.ui.map.LayerStack;
import io.skerry.ui.map.MapPainter;
import io.skerry.ui.map.TopologyLayout;
import io.skerry.ui.map.TopologyPainter;
import io.skerry.ui.state.FleetImage;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Selection;
import io.skerry.ui.state.TopologyTree;
import io.skerry.ui.state.Totals;
import java.util.List;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;

/// The fleet as a tree from the control plane to the nodes. Wheel and dragging scroll, a click
/// selects.
final class TopologyView extends Pane {

  private static final double DRAG_THRESHOLD = 4;

  private final ScreenContext context;
  private final HoverCard hover;
  private final LayerStack layers;
  private TopologyLayout layout = new TopologyLayout(List.of(), List.of(), List.of(), 0);
  private TopologyTree tree = TopologyTree.of(FleetImage.EMPTY);
  private FleetImage laidOut = FleetImage.EMPTY;
  private double offset;
  private double lastY;
  private boolean dragging;

  TopologyView(ScreenContext context) {
    this.context = context;
    this.hover = new HoverCard(context);
    this.layers = new LayerStack(List.of(this::paint), this::layOut);
    getChildren().addAll(layers, hover);
    setMinSize(0, 0);
    setOnScroll(this::scrolled);
    setOnMousePressed(this::pressed);
    setOnMouseDragged(this::dragged);
    setOnMouseReleased(this::released);
    setOnMouseMoved(this::moved);
    setOnMouseExited(event -> hover.setVisible(false));
  }

  /// Draws the fleet again.
  void refresh() {
    if (laidOut.version() != context.model().image().version()) {
      layOut();
    }
    layers.invalidateFrom(0);
  }

  private void layOut() {
    laidOut = context.model().image();
    tree = TopologyTree.of(laidOut);
    place();
    scrollTo(offset);
  }

  private void place() {
    String root = context.texts().get("topology.root");
    var window = new TopologyLayout.Window(getWidth(), getHeight(), offset);
    layout = TopologyLayout.of(tree, root, window);
  }

  private void scrollTo(double wanted) {
    offset = Math.clamp(wanted, 0, Math.max(0, layout.height() - getHeight()));
    place();
    hover.setVisible(false);
    layers.invalidateFrom(0);
  }

  @Override
  protected void layoutChildren() {
    layers.resizeRelocate(0, 0, getWidth(), getHeight());
  }

  private void paint(GraphicsContext g) {
    var painter = new TopologyPainter(context.palette().get(), context.freshness(), this::counted);
    painter.ground(g, getWidth(), getHeight());
    g.save();
    g.translate(0, -offset);
    layout.edges().forEach(edge -> painter.edge(g, edge));
    layout.cards().stream()
        .filter(card -> inSight(card.box()))
        .forEach(card -> painter.card(g, card, shape(card)));
    layout.spots().stream()
        .filter(spot -> inSight(spot.box()))
        .forEach(spot -> painter.spot(g, spot, shape(spot.node())));
    g.restore();
  }

  private String counted(Totals totals) {
    return context.texts().get("topology.ready", totals.of(NodeState.READY), totals.nodes());
  }

  private boolean inSight(Box box) {
    return box.y() + box.height() > offset && box.y() < offset + getHeight();
  }

  private MapPainter.Shape shape(TopologyLayout.Card card) {
    boolean selected =
        card.level() == TopologyLayout.Level.CELL
            && context.model().selection().equals(card.target());
    return selected ? MapPainter.Shape.SELECTED : MapPainter.Shape.NORMAL;
  }

  private MapPainter.Shape shape(NodeView node) {
    if (context.model().selection().equals(new Selection.OfNode(node.name()))) {
      return MapPainter.Shape.SELECTED;
    }
    return context.model().filter().accepts(node)
        ? MapPainter.Shape.NORMAL
        : MapPainter.Shape.DIMMED;
  }

  private void scrolled(ScrollEvent event) {
    scrollTo(offset - event.getDeltaY());
    event.consume();
  }

  private void pressed(MouseEvent event) {
    lastY = event.getY();
    dragging = false;
  }

  private void dragged(MouseEvent event) {
    double dy = event.getY() - lastY;
    if (dragging || Math.abs(dy) > DRAG_THRESHOLD) {
      dragging = true;
      lastY = event.getY();
      scrollTo(offset - dy);
    }
  }

  private void released(MouseEvent event) {
    if (dragging) {
      return;
    }
    Selection target =
        spotAt(event)
            .<Selection>map(spot -> new Selection.OfNode(spot.node().name()))
            .or(() -> cardAt(event).map(TopologyLayout.Card::target))
            .orElse(new Selection.None());
    context.model().select(target);
    context.changed().run();
  }

  private Optional<TopologyLayout.Spot> spotAt(MouseEvent event) {
    return layout.spots().stream()
        .filter(spot -> spot.box().contains(event.getX(), event.getY() + offset))
        .findFirst();
  }

  private Optional<TopologyLayout.Card> cardAt(MouseEvent event) {
    return layout.cards().stream()
        .filter(card -> card.box().contains(event.getX(), event.getY() + offset))
        .findFirst();
  }

  private void moved(MouseEvent event) {
    hover.setVisible(false);
    spotAt(event)
        .ifPresent(
            spot -> {
              hover.show(spot.node());
              hover.moveTo(event.getX(), event.getY(), this);
            });
  }
}
