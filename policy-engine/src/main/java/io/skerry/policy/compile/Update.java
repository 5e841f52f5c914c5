package io.skerry.policy.compile;

import io.skerry.policy.eval.NodeView;
import io.skerry.policy.model.ResourceView;
import io.skerry.policy.place.NodeTable;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TrafficSplit;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// One step from a compilation to the next:
///
/// 1. Nodes that changed, and those of changed cells, get new views; their slots are *touched*.
/// 2. A changed resource is assigned anew, every other one only to the touched slots, or as a whole
///    when its placement is bounded. Services come before their splits.
/// 3. Nodes on which an entry changed are regrouped, and each new distinct snapshot is built once.
final class Update {

  private final Compilation previous;
  private final ResourceView next;
  private final Set<ResourceId> changed;
  private final Set<ResourceName> changedNodes;
  private final NodeTable nodes;
  private final BitSet touched;
  private final SortedMap<ResourceId, Assignment> assignments;
  private final SortedMap<ResourceId, List<FieldError>> faults;

  Update(Compilation previous, ResourceView next, Set<ResourceId> changed) {
    this.previous = previous;
    this.next = next;
    this.changed = changed;
    this.changedNodes = changedNodes(next, changed);
    this.nodes =
        changedNodes.isEmpty() ? previous.nodes() : previous.nodes().update(next, changedNodes);
    this.touched = touched();
    this.assignments = new TreeMap<>(previous.assignments());
    this.faults = new TreeMap<>(previous.faults());
  }

  Compilation run() {
    Set<ResourceId> ids = new TreeSet<>(previous.assignments().keySet());
    changed.stream().filter(id -> id.kind().isRolledOut()).forEach(ids::add);
    ids.forEach(this::reassign);
    return new Compilation(nodes, assignments, faults, regroup(ids));
  }

  private void reassign(ResourceId id) {
    if (!changed.contains(id)) {
      assignments.computeIfPresent(
          id, (_, assignment) -> assignment.update(nodes, touched, hosts(id)));
      return;
    }
    assignments.remove(id);
    faults.remove(id);
    next.find(id)
        .map(Recipes::of)
        .ifPresent(
            outcome -> {
              outcome
                  .recipe()
                  .map(recipe -> Assignment.none(recipe).update(nodes, nodes.all(), hosts(id)))
                  .ifPresent(assignment -> assignments.put(id, assignment));
              if (!outcome.faults().isEmpty()) {
                faults.put(id, outcome.faults());
              }
            });
  }

  private BitSet hosts(ResourceId id) {
    return next.find(id)
        .flatMap(it -> it instanceof TrafficSplit split ? Optional.of(split) : Optional.empty())
        .map(it -> new ResourceId(Kind.SERVICE, id.tenant(), it.spec().service()))
        .flatMap(service -> Optional.ofNullable(assignments.get(service)))
        .map(Assignment::selected)
        .orElseGet(BitSet::new);
  }

  private Map<ResourceName, CompiledSnapshot> regroup(Set<ResourceId> ids) {
    Regrouping groups = new Regrouping();
    for (int slot = 0; slot < nodes.size(); slot++) {
      groups.add(nodes.at(slot).flatMap(this::oldSnapshot).orElse(CompiledSnapshot.EMPTY));
    }
    ids.forEach(id -> recordChanges(id, groups));
    Map<ResourceName, CompiledSnapshot> snapshots = new HashMap<>(previous.snapshots());
    changedNodes.forEach(snapshots::remove);
    Map<Digest, CompiledSnapshot> known = new HashMap<>();
    for (int slot = 0; slot < nodes.size(); slot++) {
      Optional<NodeView> node = nodes.at(slot);
      if (node.isPresent() && (touched.get(slot) || groups.isChanged(slot))) {
        CompiledSnapshot result = groups.result(slot);
        snapshots.put(node.get().name(), known.computeIfAbsent(result.digest(), _ -> result));
      }
    }
    return snapshots;
  }

  private void recordChanges(ResourceId id, Regrouping groups) {
    Optional<Assignment> before = Optional.ofNullable(previous.assignments().get(id));
    Optional<Assignment> after = Optional.ofNullable(assignments.get(id));
    if (before.equals(after)) {
      return;
    }
    BitSet slots = new BitSet();
    before.ifPresent(it -> slots.or(it.selected()));
    after.ifPresent(it -> slots.or(it.selected()));
    slots.stream()
        .filter(slot -> nodes.at(slot).isPresent())
        .forEach(
            slot -> {
              Optional<Content> old = before.flatMap(it -> it.at(slot));
              Optional<Content> now = after.flatMap(it -> it.at(slot));
              if (!isSame(old, now)) {
                groups.change(slot, old, now);
              }
            });
  }

  private static boolean isSame(Optional<Content> old, Optional<Content> now) {
    return old.map(it -> now.filter(it::isSameAs).isPresent()).orElse(now.isEmpty());
  }

  private Optional<CompiledSnapshot> oldSnapshot(NodeView node) {
    return previous.snapshotOf(node.name());
  }

  private BitSet touched() {
    BitSet slots = new BitSet();
    for (ResourceName name : changedNodes) {
      previous.nodes().slotOf(name).ifPresent(slots::set);
      nodes.slotOf(name).ifPresent(slots::set);
    }
    return slots;
  }

  private static Set<ResourceName> changedNodes(ResourceView next, Set<ResourceId> changed) {
    Set<ResourceName> names = new HashSet<>();
    Set<ResourceName> cells = new HashSet<>();
    for (ResourceId id : changed) {
      if (id.kind() == Kind.NODE) {
        names.add(id.name());
      } else if (id.kind() == Kind.CELL) {
        cells.add(id.name());
      }
    }
    if (!cells.isEmpty()) {
      next.nodes()
          .filter(node -> cells.contains(node.spec().cell()))
          .forEach(node -> names.add(node.metadata().name()));
    }
    return names;
  }
}
