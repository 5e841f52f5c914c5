package io.skerry.policy.place;

import io.skerry.policy.eval.NodeView;
import io.skerry.policy.eval.PlacementProgram;
import io.skerry.policy.eval.PlacementProgram.Verdict;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.ResourceId;
import java.util.BitSet;
import java.util.Optional;

/// Decides which nodes a placement selects: coarse selectors first, then the expression, then, for
/// a bounded placement, an even spread of at most `max` nodes. Immutable.
///
/// @param resource whose placement it is; different resources spread over different nodes
/// @param placement what was declared
/// @param where its expression, compiled
public record Selector(ResourceId resource, Placement placement, Optional<PlacementProgram> where) {

  /// The nodes that a placement selects.
  public BitSet select(NodeTable nodes) {
    return choose(nodes, candidates(nodes, nodes.all()));
  }

  /// Whether an evicted node makes room for another one here: only where the number of nodes of a
  /// service is bounded.
  private boolean isEvictable() {
    return isBounded() && resource.kind() == Kind.SERVICE;
  }

  /// Whether the number of nodes is bounded, so that one node's change can move others.
  public boolean isBounded() {
    return placement.max().isPresent();
  }

  /// Those of the given nodes that the placement matches, before the bound.
  public BitSet candidates(NodeTable nodes, BitSet among) {
    BitSet matching = matching(nodes, among);
    if (isEvictable()) {
      matching.andNot(nodes.evicted());
    }
    return matching;
  }

  private BitSet matching(NodeTable nodes, BitSet among) {
    BitSet result = new BitSet(nodes.size());
    if (among.cardinality() <= nodes.cells().size()) {
      among.stream().filter(slot -> accepts(nodes, slot)).forEach(result::set);
      return result;
    }
    nodes
        .cells()
        .forEach((cell, members) -> addCandidates(cell, and(members, among), nodes, result));
    return result;
  }

  /// At most `max` of the candidates, spread evenly.
  public BitSet choose(NodeTable nodes, BitSet candidates) {
    return placement
        .max()
        .filter(max -> max < candidates.cardinality())
        .map(max -> EvenSpread.choose(resource, placement.spread(), nodes, candidates, max))
        .orElse(candidates);
  }

  private boolean accepts(NodeTable nodes, int slot) {
    return nodes
        .at(slot)
        .filter(node -> coarse(node.cell()) && where.map(it -> it.matches(node)).orElse(true))
        .isPresent();
  }

  private void addCandidates(Cell cell, BitSet members, NodeTable nodes, BitSet result) {
    if (!coarse(cell)) {
      return;
    }
    switch (where.map(program -> program.judge(cell)).orElse(Verdict.EVERY_NODE)) {
      case NO_NODE -> {}
      case EVERY_NODE -> result.or(members);
      case DEPENDS -> members.stream().filter(slot -> fine(nodes, slot)).forEach(result::set);
    }
  }

  private boolean fine(NodeTable nodes, int slot) {
    Optional<NodeView> node = nodes.at(slot);
    return node.isPresent() && where.isPresent() && where.get().matches(node.get());
  }

  private boolean coarse(Cell cell) {
    return (placement.clouds().isEmpty() || placement.clouds().contains(cell.spec().cloud()))
        && (placement.regions().isEmpty() || placement.regions().contains(cell.spec().region()))
        && (placement.cells().isEmpty() || placement.cells().contains(cell.metadata().name()));
  }

  private static BitSet and(BitSet left, BitSet right) {
    BitSet both = (BitSet) left.clone();
    both.and(right);
    return both;
  }
}
