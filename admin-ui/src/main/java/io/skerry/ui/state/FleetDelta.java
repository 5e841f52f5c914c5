package io.skerry.ui.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Collects the changes of one drain on top of an image. Confined to one thread.
///
/// A listing (see [StreamSignal.Opened#listing()]) may span several drains: [#beginListing()]
/// starts it, and [#endListing()] removes whatever the server did not list.
public final class FleetDelta {

  private final Set<NodeName> listedNodes = new HashSet<>();
  private final Set<CellName> listedCells = new HashSet<>();
  private final Map<NodeName, NodeView> nodes = new HashMap<>();
  private final Map<CellName, CellView> cells = new HashMap<>();
  private FleetImage image = FleetImage.EMPTY;
  private boolean listing;
  private boolean dirty;

  /// True between the start of a listing and its end.
  public boolean listing() {
    return listing;
  }

  /// The server will now list everything.
  public void beginListing() {
    listing = true;
    listedNodes.clear();
    listedCells.clear();
  }

  /// The listing is complete: what it did not name does not exist. Answers the nodes that went.
  public List<NodeView> endListing() {
    var gone = new ArrayList<NodeView>();
    if (listing) {
      for (NodeView node : List.copyOf(nodes.values())) {
        if (!listedNodes.contains(node.name())) {
          nodes.remove(node.name());
          gone.add(node);
        }
      }
      dirty |= cells.keySet().retainAll(listedCells) || !gone.isEmpty();
    }
    listing = false;
    return gone;
  }

  /// Stores a node and answers what was known of it before.
  public Optional<NodeView> put(NodeView node) {
    listedNodes.add(node.name());
    NodeView merged = node;
    NodeView before = nodes.get(node.name());
    if (before != null && before.health().lastHeard().isPresent()) {
      merged = node.heardAt(before.health().lastHeard().orElseThrow());
    }
    nodes.put(node.name(), merged);
    dirty = true;
    return Optional.ofNullable(before);
  }

  /// Stores a cell and answers what was known of it before.
  public Optional<CellView> put(CellView cell) {
    listedCells.add(cell.name());
    dirty = true;
    return Optional.ofNullable(cells.put(cell.name(), cell));
  }

  /// Removes a node.
  public void remove(NodeName name) {
    dirty |= nodes.remove(name) != null;
  }

  /// Removes a cell.
  public void remove(CellName name) {
    dirty |= cells.remove(name) != null;
  }

  /// Notes when nodes were last heard; unknown nodes are ignored.
  public void heard(Map<NodeName, Instant> lastHeard) {
    lastHeard.forEach(
        (name, at) -> Optional.ofNullable(nodes.get(name)).ifPresent(n -> heard(n, at)));
  }

  private void heard(NodeView node, Instant at) {
    NodeView heard = node.heardAt(at);
    if (!heard.health().equals(node.health())) {
      nodes.put(node.name(), heard);
      dirty = true;
    }
  }

  /// The image with all changes so far; the same object when there were none.
  public FleetImage image() {
    if (dirty) {
      image = new FleetImage(image.version() + 1, nodes, cells);
      dirty = false;
    }
    return image;
  }
}
