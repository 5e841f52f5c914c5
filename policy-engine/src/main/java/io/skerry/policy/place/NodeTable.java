package io.skerry.policy.place;

import io.skerry.policy.eval.NodeView;
import io.skerry.policy.model.ResourceView;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The nodes of a fleet, each at a slot that it keeps as long as it exists, so that sets of nodes
/// are bit sets. Slots say nothing about order and never reach a result. Immutable.
///
/// A node whose cell is not declared is not in the table.
public final class NodeTable {

  /// No nodes.
  public static final NodeTable EMPTY = new NodeTable(List.of(), Map.of());

  private final List<Optional<NodeView>> slots;
  private final Map<ResourceName, Integer> slotOf;
  private final Map<Cell, BitSet> cells;
  private final BitSet evicted;

  private NodeTable(List<Optional<NodeView>> slots, Map<ResourceName, Integer> slotOf) {
    this.slots = Collections.unmodifiableList(slots);
    this.slotOf = Collections.unmodifiableMap(slotOf);
    this.cells = byCell(slots);
    this.evicted = evicted(slots);
  }

  /// All nodes of a view.
  public static NodeTable of(ResourceView resources) {
    return EMPTY.update(resources, resources.nodes().map(node -> node.metadata().name()).toList());
  }

  /// A copy in which the named nodes are as the view has them: added, replaced or removed. A slot
  /// that becomes free here is not used again before the next update.
  public NodeTable update(ResourceView resources, Collection<ResourceName> changed) {
    List<Optional<NodeView>> nextSlots = new ArrayList<>(slots);
    Map<ResourceName, Integer> nextSlotOf = new HashMap<>(slotOf);
    int free = nextFree(0);
    for (ResourceName name : new TreeSet<>(changed)) {
      Optional<NodeView> view = view(resources, name);
      Integer slot = slotOf.get(name);
      if (slot != null) {
        nextSlots.set(slot, view);
        if (view.isEmpty()) {
          nextSlotOf.remove(name);
        }
      } else if (view.isPresent()) {
        put(nextSlots, free, view);
        nextSlotOf.put(name, free);
        free = nextFree(free + 1);
      }
    }
    return new NodeTable(nextSlots, nextSlotOf);
  }

  /// One more than the highest slot in use.
  public int size() {
    return slots.size();
  }

  /// The node at a slot; empty when the slot is free.
  public Optional<NodeView> at(int slot) {
    return slot < slots.size() ? slots.get(slot) : Optional.empty();
  }

  /// Where a node is.
  public Optional<Integer> slotOf(ResourceName name) {
    return Optional.ofNullable(slotOf.get(name));
  }

  /// The slots in use.
  public BitSet all() {
    BitSet all = new BitSet(slots.size());
    cells.values().forEach(all::or);
    return all;
  }

  /// The slots of each cell's nodes; not to be modified.
  Map<Cell, BitSet> cells() {
    return cells;
  }

  /// The slots of nodes that bounded placements of services do without; not to be modified.
  BitSet evicted() {
    return evicted;
  }

  private static BitSet evicted(List<Optional<NodeView>> slots) {
    BitSet evicted = new BitSet();
    for (int slot = 0; slot < slots.size(); slot++) {
      evicted.set(slot, slots.get(slot).filter(NodeView::isEvicted).isPresent());
    }
    return evicted;
  }

  private int nextFree(int from) {
    int slot = from;
    while (slot < slots.size() && slots.get(slot).isPresent()) {
      slot++;
    }
    return slot;
  }

  private static void put(List<Optional<NodeView>> slots, int slot, Optional<NodeView> view) {
    if (slot < slots.size()) {
      slots.set(slot, view);
    } else {
      slots.add(view);
    }
  }

  private static Optional<NodeView> view(ResourceView resources, ResourceName name) {
    return resources
        .node(name)
        .flatMap(
            node ->
                resources
                    .cell(node.spec().cell())
                    .map(cell -> NodeView.of(node, cell, resources.observed(name))));
  }

  private static Map<Cell, BitSet> byCell(List<Optional<NodeView>> slots) {
    Map<ResourceName, Cell> cells = new HashMap<>();
    Map<ResourceName, BitSet> members = new HashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).isPresent()) {
        Cell cell = slots.get(i).get().cell();
        cells.put(cell.metadata().name(), cell);
        members.computeIfAbsent(cell.metadata().name(), _ -> new BitSet()).set(i);
      }
    }
    Map<Cell, BitSet> byCell = new HashMap<>();
    members.forEach((name, slotsOfCell) -> byCell.put(cells.get(name), slotsOfCell));
    return byCell;
  }
}
