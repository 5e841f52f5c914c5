package io.skerry.policy.compile;

import io.skerry.policy.eval.NodeView;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// How many nodes each resource loses from one compilation to another. Nodes that are not in both
/// do not count: nothing is taken from a node that is gone.
public final class Withdrawals {

  private static final int GONE = -1;

  private final Compilation before;
  private final Compilation after;
  private final int[] slotAfter;

  private Withdrawals(Compilation before, Compilation after, int[] slotAfter) {
    this.before = before;
    this.after = after;
    this.slotAfter = slotAfter;
  }

  /// Compares two compilations of one fleet, as far as they are about some of its nodes.
  public static Withdrawals between(
      Compilation before, Compilation after, Predicate<ResourceName> nodes) {
    int[] slots = new int[before.nodes().size()];
    Arrays.setAll(
        slots,
        slot ->
            before
                .nodes()
                .at(slot)
                .map(NodeView::name)
                .filter(nodes)
                .flatMap(after.nodes()::slotOf)
                .orElse(GONE));
    return new Withdrawals(before, after, slots);
  }

  /// @param had how many nodes had the resource
  /// @param lost how many of them have it no longer
  public record Withdrawal(int had, int lost) {

    /// Both together.
    public Withdrawal plus(Withdrawal other) {
      return new Withdrawal(had + other.had, lost + other.lost);
    }
  }

  /// What becomes of one resource.
  public Withdrawal of(ResourceId resource) {
    BitSet now = selected(after, resource);
    int had = 0;
    int lost = 0;
    BitSet then = selected(before, resource);
    for (int slot = then.nextSetBit(0); slot >= 0; slot = then.nextSetBit(slot + 1)) {
      if (slotAfter[slot] != GONE) {
        had++;
        lost += now.get(slotAfter[slot]) ? 0 : 1;
      }
    }
    return new Withdrawal(had, lost);
  }

  /// The resources that can be on nodes before, ordered.
  public Set<ResourceId> resources() {
    return Collections.unmodifiableSet(before.assignments().keySet());
  }

  private static BitSet selected(Compilation compilation, ResourceId resource) {
    return Optional.ofNullable(compilation.assignments().get(resource))
        .map(Assignment::selected)
        .orElseGet(BitSet::new);
  }
}
