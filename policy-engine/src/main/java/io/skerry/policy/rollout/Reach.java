package io.skerry.policy.rollout;

import io.skerry.policy.compile.Compilation;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a change does to every node once it got there, from what the node has now. Nodes that carry
/// the same have the same before and after; nodes in the middle of other rollouts, or left with
/// what was aborted, have something else than the stable edition.
///
/// @param groups no node is in two of them
public record Reach(List<Group> groups) {

  /// Copies the list.
  public Reach {
    groups = List.copyOf(groups);
  }

  /// Nodes that carry the same.
  ///
  /// @param before what they have
  /// @param after what they get
  /// @param nodes which
  public record Group(Compilation before, Compilation after, Set<ResourceName> nodes) {

    /// Copies the set.
    public Group {
      nodes = Set.copyOf(nodes);
    }
  }

  /// A fleet in which every node has the same edition.
  public static Reach of(Compilation before, Compilation after) {
    return new Reach(List.of(new Group(before, after, Set.copyOf(before.nodeNames()))));
  }

  /// @param before the editions without the change
  /// @param after the editions with it
  /// @param carries what nodes carry; nodes that are missing carry nothing
  /// @param created the rollouts of the change
  public static Reach of(
      Editions before,
      Editions after,
      Map<ResourceName, Set<ResourceName>> carries,
      Set<ResourceName> created) {
    Set<ResourceName> plain = new HashSet<>(before.stable().nodeNames());
    Map<Set<ResourceName>, Set<ResourceName>> nodes = new HashMap<>();
    carries.forEach(
        (node, carried) -> {
          if (!carried.isEmpty() && plain.remove(node)) {
            nodes.computeIfAbsent(carried, _ -> new HashSet<>()).add(node);
          }
        });
    List<Group> groups = new ArrayList<>();
    if (!plain.isEmpty()) {
      groups.add(new Group(before.stable(), after.edition(created), plain));
    }
    nodes.forEach(
        (carried, those) -> {
          Set<ResourceName> then = new HashSet<>(carried);
          then.addAll(created);
          groups.add(new Group(before.edition(carried), after.edition(then), those));
        });
    return new Reach(groups);
  }
}
