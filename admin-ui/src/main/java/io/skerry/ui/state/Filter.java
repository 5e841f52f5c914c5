package io.skerry.ui.state;

import java.util.EnumSet;
import java.util.Set;

/// Which nodes the screen puts forward; the others are dimmed. Both parts must hold.
///
/// @param states only nodes in one of these states; empty means any
/// @param group only these nodes; empty means any
/// @param label what the filter is called on the screen; empty when nothing is filtered
public record Filter(Set<NodeState> states, Set<NodeName> group, String label) {

  /// Everything is put forward.
  public static final Filter NONE = new Filter(Set.of(), Set.of(), "");

  public Filter {
    states = Set.copyOf(states);
    group = Set.copyOf(group);
  }

  /// True when some nodes may be left out.
  public boolean active() {
    return !states.isEmpty() || !group.isEmpty();
  }

  /// True for nodes to put forward.
  public boolean accepts(NodeView node) {
    return (states.isEmpty() || states.contains(node.state()))
        && (group.isEmpty() || group.contains(node.name()));
  }

  /// This filter with that state added, or taken out when it was in.
  public Filter toggled(NodeState state) {
    EnumSet<NodeState> next = EnumSet.noneOf(NodeState.class);
    next.addAll(states);
    if (!next.remove(state)) {
      next.add(state);
    }
    return new Filter(next, group, label);
  }

  /// Only the nodes of a group, under a name for the screen.
  public static Filter of(Set<NodeName> group, String label) {
    return new Filter(Set.of(), group, label);
  }
}
