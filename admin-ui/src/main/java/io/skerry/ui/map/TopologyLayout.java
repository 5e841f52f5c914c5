package io.skerry.ui.map;

import io.skerry.ui.map.LabelPlacer.Box;
import io.skerry.ui.state.CellName;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Selection;
import io.skerry.ui.state.TopologyTree;
import io.skerry.ui.state.Totals;
import java.util.ArrayList;
import java.util.List;

/// Where everything of the topology stands: five columns from the control plane to the nodes, one
/// row per cell, as high as its nodes need. Pure.
///
/// @param cards control plane, clouds, regions and cells
/// @param edges from a card to the next column
/// @param spots one per node
/// @param height of the whole picture in pixels; it may be higher than the screen
public record TopologyLayout(List<Card> cards, List<Edge> edges, List<Spot> spots, double height) {

  private static final double PAD = 24;
  private static final double TOOLS = 52;
  private static final double CARD_HEIGHT = 48;
  private static final double ROW_GAP = 14;
  private static final double CLOUD_GAP = 14;
  private static final double MIN_CARD_WIDTH = 124;
  private static final double GAP_SHARE = 0.022;
  private static final double MIN_GAP = 16;
  private static final double SPOT = 17;
  private static final double CHIP_WIDTH = 118;
  private static final double CHIP_HEIGHT = 26;
  private static final int MOST_CHIPS = 24;

  /// A box with a title and the make-up of the nodes behind it.
  ///
  /// @param target what a click selects
  public record Card(Box box, String title, Totals totals, Selection target, Level level) {}

  /// What a card stands for.
  public enum Level {
    CONTROL_PLANE(0.10),
    CLOUD(0.10),
    REGION(0.12),
    CELL(0.16);

    private final double share;

    /// @param share of the width of the whole picture
    Level(double share) {
      this.share = share;
    }

    private double width(double whole) {
      return Math.max(MIN_CARD_WIDTH, share * whole);
    }
  }

  /// A line between columns.
  public record Edge(double fromX, double fromY, double toX, double toY, Totals totals) {}

  /// A node; `named` when there is room for its name.
  public record Spot(Box box, NodeView node, boolean named) {}

  public TopologyLayout {
    cards = List.copyOf(cards);
    edges = List.copyOf(edges);
    spots = List.copyOf(spots);
  }

  /// The part of the picture that is on the screen.
  ///
  /// @param offset how far it is scrolled down
  public record Window(double width, double height, double offset) {}

  /// Lays the tree out; what fits is centred from top to bottom. Cards with several children stay
  /// in sight as long as one of their children is.
  ///
  /// @param root the title of the first card
  public static TopologyLayout of(TopologyTree tree, String root, Window window) {
    var first = new Pass(window, 0);
    first.run(tree, root);
    double spare = Math.max(0, (window.height() - first.bottom - TOOLS + PAD) / 2);
    var second = new Pass(window, Math.min(spare, window.height() / 4));
    second.run(tree, root);
    return new TopologyLayout(second.cards, second.edges, second.spots, second.bottom);
  }

  private static final class Pass {
    private final List<Card> cards = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<Spot> spots = new ArrayList<>();
    private final Window window;
    private final double width;
    private final double gap;
    private final double nodesLeft;
    private final double nodesWidth;
    private double y;
    private double bottom;

    Pass(Window window, double top) {
      this.window = window;
      this.width = window.width();
      gap = Math.max(MIN_GAP, GAP_SHARE * width);
      nodesLeft = left(Level.CELL) + Level.CELL.width(width) + gap;
      nodesWidth = Math.max(CHIP_WIDTH, width - PAD - nodesLeft);
      y = top + TOOLS;
    }

    private double left(Level level) {
      double x = PAD;
      for (Level before : Level.values()) {
        if (before == level) {
          return x;
        }
        x += before.width(width) + gap;
      }
      return x;
    }

    private double right(Level level) {
      return left(level) + level.width(width);
    }

    void run(TopologyTree tree, String root) {
      var middles = new ArrayList<Middle>();
      for (TopologyTree.CloudBranch cloud : tree.clouds()) {
        middles.add(cloud(cloud));
        y += CLOUD_GAP;
      }
      bottom = y + PAD - CLOUD_GAP - ROW_GAP;
      join(Level.CONTROL_PLANE, root, tree.totals(), new Selection.None(), middles);
    }

    private Middle cloud(TopologyTree.CloudBranch cloud) {
      var middles = new ArrayList<Middle>();
      for (TopologyTree.RegionBranch region : cloud.regions()) {
        middles.add(region(region));
      }
      return join(Level.CLOUD, cloud.title(), cloud.totals(), new Selection.None(), middles);
    }

    private Middle region(TopologyTree.RegionBranch region) {
      var middles = new ArrayList<Middle>();
      for (TopologyTree.CellBranch cell : region.cells()) {
        middles.add(cell(cell));
      }
      return join(Level.REGION, region.name(), region.totals(), new Selection.None(), middles);
    }

    private Middle cell(TopologyTree.CellBranch cell) {
      boolean named = cell.nodes().size() <= MOST_CHIPS;
      double pitchX = named ? CHIP_WIDTH : SPOT;
      double pitchY = named ? CHIP_HEIGHT + 4 : SPOT;
      int columns = Math.max(1, (int) (nodesWidth / pitchX));
      int rows = Math.max(1, Math.ceilDiv(cell.nodes().size(), columns));
      double rowHeight = Math.max(CARD_HEIGHT, rows * pitchY);
      double middle = y + rowHeight / 2;
      double nodesTop = middle - rows * pitchY / 2;
      for (int i = 0; i < cell.nodes().size(); i++) {
        double x = nodesLeft + (i % columns) * pitchX;
        double top = nodesTop + Math.floorDiv(i, columns) * pitchY + (named ? 2 : 0);
        Box box =
            named ? new Box(x, top, CHIP_WIDTH - 6, CHIP_HEIGHT) : new Box(x, top, SPOT, SPOT);
        spots.add(new Spot(box, cell.nodes().get(i), named));
      }
      if (!cell.nodes().isEmpty()) {
        edges.add(new Edge(right(Level.CELL), middle, nodesLeft - 6, middle, cell.totals()));
      }
      y += rowHeight + ROW_GAP;
      CellName name = cell.cell().name();
      return card(Level.CELL, name.value(), cell.totals(), new Selection.OfCell(name), middle);
    }

    private Middle join(
        Level level, String title, Totals totals, Selection target, List<Middle> children) {
      double top = children.isEmpty() ? y + CARD_HEIGHT / 2 : children.getFirst().y;
      double low = children.isEmpty() ? top : children.getLast().y;
      Middle self = card(level, title, totals, target, inSight(top, low));
      double right = right(level);
      double next = right + gap;
      children.forEach(c -> edges.add(new Edge(right, self.y, next, c.y, c.totals)));
      return self;
    }

    /// As near to the middle between both as the screen allows.
    private double inSight(double top, double low) {
      double highest = window.offset() + TOOLS;
      double lowest = Math.max(highest, window.offset() + window.height() - CARD_HEIGHT);
      return Math.clamp(Math.clamp((top + low) / 2, highest, lowest), top, low);
    }

    private Middle card(Level level, String title, Totals totals, Selection target, double middle) {
      var box = new Box(left(level), middle - CARD_HEIGHT / 2, level.width(width), CARD_HEIGHT);
      cards.add(new Card(box, title, totals, target, level));
      return new Middle(middle, totals);
    }
  }

  private record Middle(double y, Totals totals) {}
}
