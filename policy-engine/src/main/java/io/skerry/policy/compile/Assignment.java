package io.skerry.policy.compile;

import io.skerry.policy.compile.Recipe.Variant;
import io.skerry.policy.place.NodeTable;
import io.skerry.policy.place.Selector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one resource puts on each node. Content is made once per variant, not per node. Immutable.
final class Assignment {

  private final Recipe recipe;
  private final BitSet candidates;
  private final BitSet selected;
  private final Map<Variant, Content> made;
  private final List<Optional<Content>> bySlot;

  private Assignment(
      Recipe recipe,
      BitSet candidates,
      BitSet selected,
      Map<Variant, Content> made,
      List<Optional<Content>> bySlot) {
    this.recipe = recipe;
    this.candidates = candidates;
    this.selected = selected;
    this.made = made;
    this.bySlot = bySlot;
  }

  /// Puts nothing anywhere.
  static Assignment none(Recipe recipe) {
    return new Assignment(recipe, new BitSet(), new BitSet(), Map.of(), List.of());
  }

  /// A copy for other nodes.
  ///
  /// @param nodes the nodes now
  /// @param touched slots whose node came, went or changed
  /// @param hosts for a split the slots of its service, else unused
  Assignment update(NodeTable nodes, BitSet touched, BitSet hosts) {
    BitSet nextCandidates = nextCandidates(nodes, touched, hosts);
    BitSet nextSelected = selector().map(it -> it.choose(nodes, nextCandidates)).orElse(hosts);
    BitSet redo = (BitSet) selected.clone();
    redo.xor(nextSelected);
    redo.or(touched);
    if (redo.isEmpty()) {
      return this;
    }
    List<Optional<Content>> nextBySlot = new ArrayList<>(bySlot);
    nextBySlot.addAll(
        Collections.nCopies(Math.max(0, nodes.size() - bySlot.size()), Optional.empty()));
    Map<Variant, Content> nextMade = new HashMap<>(made);
    for (int slot = redo.nextSetBit(0); slot >= 0; slot = redo.nextSetBit(slot + 1)) {
      nextBySlot.set(
          slot,
          nextSelected.get(slot)
              ? nodes
                  .at(slot)
                  .map(node -> nextMade.computeIfAbsent(recipe.variantFor(node), recipe::content))
              : Optional.empty());
    }
    return new Assignment(recipe, nextCandidates, nextSelected, nextMade, nextBySlot);
  }

  /// The slots of the nodes that have the resource; not to be modified.
  BitSet selected() {
    return selected;
  }

  /// How many nodes match before the bound.
  int candidateCount() {
    return candidates.cardinality();
  }

  /// The placement; empty for what goes where something else goes.
  Optional<Selector> selector() {
    return switch (recipe) {
      case Recipe.OfPolicy policy -> Optional.of(policy.selector());
      case Recipe.OfService service -> Optional.of(service.selector());
      case Recipe.OfSplit _ -> Optional.empty();
    };
  }

  /// What the node at a slot has of the resource.
  Optional<Content> at(int slot) {
    return slot < bySlot.size() ? bySlot.get(slot) : Optional.empty();
  }

  private BitSet nextCandidates(NodeTable nodes, BitSet touched, BitSet hosts) {
    Optional<Selector> selector = selector();
    if (selector.isEmpty()) {
      return hosts;
    }
    BitSet next = (BitSet) candidates.clone();
    next.andNot(touched);
    next.or(selector.get().candidates(nodes, touched));
    return next;
  }
}
