package io.skerry.policy.compile;

import io.skerry.policy.compile.Recipe.Variant;
import io.skerry.policy.eval.NodeView;
import io.skerry.policy.place.NodeTable;
import io.skerry.policy.place.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one resource puts on each node. Content is made once per variant, not per node. Immutable.
///
/// There is one of these per resource, and each speaks of every node: one that puts the same
/// content wherever it goes takes a bit per node, any other an index more.
final class Assignment {

  private static final int[] FIRST_ONLY = {};

  private final Recipe recipe;
  private final BitSet candidates;
  private final BitSet selected;
  private final Made made;
  private final int[] bySlot;

  private Assignment(Recipe recipe, BitSet candidates, BitSet selected, Made made, int[] bySlot) {
    this.recipe = recipe;
    this.candidates = candidates;
    this.selected = selected;
    this.made = made;
    this.bySlot = bySlot;
  }

  /// The contents, numbered in the order in which they were made.
  private record Made(Map<Variant, Integer> numbers, List<Optional<Content>> contents) {
    Made copy() {
      return new Made(new HashMap<>(numbers), new ArrayList<>(contents));
    }

    int number(Recipe recipe, NodeView node) {
      return numbers.computeIfAbsent(
          recipe.variantFor(node),
          variant -> {
            contents.add(Optional.of(recipe.content(variant)));
            return contents.size() - 1;
          });
    }
  }

  /// Puts nothing anywhere.
  static Assignment none(Recipe recipe) {
    return new Assignment(
        recipe, new BitSet(), new BitSet(), new Made(Map.of(), List.of()), FIRST_ONLY);
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
    redo.and(nextSelected);
    Made nextMade = made.copy();
    return new Assignment(
        recipe, nextCandidates, nextSelected, nextMade, numbered(nodes, redo, nextMade));
  }

  /// The number of the content at each slot; nothing as long as all have the first.
  private int[] numbered(NodeTable nodes, BitSet redo, Made next) {
    int[] numbers = bySlot.length == 0 ? bySlot : Arrays.copyOf(bySlot, nodes.size());
    for (int slot = redo.nextSetBit(0); slot >= 0; slot = redo.nextSetBit(slot + 1)) {
      int number = nodes.at(slot).map(node -> next.number(recipe, node)).orElse(0);
      if (number > 0 && numbers.length == 0) {
        numbers = new int[nodes.size()];
      }
      if (numbers.length > 0) {
        numbers[slot] = number;
      }
    }
    return numbers;
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
    return selected.get(slot)
        ? made.contents().get(bySlot.length == 0 ? 0 : bySlot[slot])
        : Optional.empty();
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
