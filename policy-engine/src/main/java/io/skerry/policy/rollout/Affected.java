package io.skerry.policy.rollout;

import io.skerry.policy.compile.Compilation;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the nodes that a rollout moves.
public final class Affected {

  private Affected() {}

  /// The nodes whose snapshot differs once they carry the rollout too, ordered by name. Compiles
  /// one more edition for each distinct edition among the nodes, at most; most fleets have one.
  ///
  /// @param carries what each node carries; nodes that are missing carry nothing
  public static List<ResourceName> by(
      ResourceName rollout, Editions editions, Map<ResourceName, Set<ResourceName>> carries) {
    Step none = step(rollout, editions, Set.of());
    List<ResourceName> affected = new ArrayList<>();
    for (ResourceName node : editions.nodeNames()) {
      Set<ResourceName> carried = carries.getOrDefault(node, Set.of());
      Step step = carried.isEmpty() ? none : step(rollout, editions, carried);
      if (step.moves(node)) {
        affected.add(node);
      }
    }
    affected.sort(null);
    return List.copyOf(affected);
  }

  /// @param before what nodes run
  /// @param after what they run when they carry the rollout too
  private record Step(Compilation before, Compilation after) {
    boolean moves(ResourceName node) {
      return before != after && !before.snapshotOf(node).equals(after.snapshotOf(node));
    }
  }

  private static Step step(ResourceName rollout, Editions editions, Set<ResourceName> carries) {
    Set<ResourceName> more = new HashSet<>(carries);
    more.add(rollout);
    return new Step(editions.edition(carries), editions.edition(more));
  }
}
