package io.skerry.policy.compile;

import io.skerry.policy.eval.NodeView;
import io.skerry.policy.model.ResourceView;
import io.skerry.policy.place.NodeTable;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What every node must run, compiled from declared resources. Immutable: any number of threads may
/// read one.
///
/// Deterministic to the byte: it depends on the resources only, not on their order nor on the
/// updates that led to it. [#update] shares everything that a change does not reach.
///
/// A node whose cell is not declared is in no result: nothing is decided about it.
public final class Compilation {

  /// No resources.
  public static final Compilation EMPTY =
      new Compilation(NodeTable.EMPTY, new TreeMap<>(), new TreeMap<>(), new HashMap<>());

  private final NodeTable nodes;
  private final SortedMap<ResourceId, Assignment> assignments;
  private final SortedMap<ResourceId, List<FieldError>> faults;
  private final Map<ResourceName, CompiledSnapshot> snapshots;

  Compilation(
      NodeTable nodes,
      SortedMap<ResourceId, Assignment> assignments,
      SortedMap<ResourceId, List<FieldError>> faults,
      Map<ResourceName, CompiledSnapshot> snapshots) {
    this.nodes = nodes;
    this.assignments = assignments;
    this.faults = faults;
    this.snapshots = snapshots;
  }

  /// Compiles everything.
  public static Compilation of(ResourceView resources) {
    Set<ResourceId> all =
        Arrays.stream(Kind.values())
            .flatMap(resources::ofKind)
            .map(Resource::id)
            .collect(Collectors.toSet());
    return EMPTY.update(resources, all);
  }

  /// Compiles what a change reaches.
  ///
  /// @param next the resources after the change
  /// @param changed every resource that was added, replaced or removed since this compilation; more
  ///   do no harm
  public Compilation update(ResourceView next, Set<ResourceId> changed) {
    return new Update(this, next, changed).run();
  }

  /// The digest of the snapshot that each node must run.
  public Map<ResourceName, Digest> desired() {
    Map<ResourceName, Digest> desired = new TreeMap<>();
    snapshots.forEach((node, snapshot) -> desired.put(node, snapshot.digest()));
    return desired;
  }

  /// What a node must run; empty for a node that is not declared, or whose cell is not.
  public Optional<CompiledSnapshot> snapshotOf(ResourceName node) {
    return Optional.ofNullable(snapshots.get(node));
  }

  /// The nodes that have a snapshot, in any order.
  public Set<ResourceName> nodeNames() {
    return Collections.unmodifiableSet(snapshots.keySet());
  }

  /// The distinct snapshots, ordered by digest.
  public Collection<CompiledSnapshot> distinctSnapshots() {
    Map<Digest, CompiledSnapshot> distinct = new TreeMap<>();
    snapshots.values().forEach(snapshot -> distinct.put(snapshot.digest(), snapshot));
    return distinct.values();
  }

  /// The nodes that have a resource; empty when it is not one that reaches nodes. Ordered by name.
  public List<ResourceName> nodesWith(ResourceId resource) {
    return Optional.ofNullable(assignments.get(resource)).stream()
        .flatMap(assignment -> assignment.selected().stream().boxed())
        .flatMap(slot -> nodes.at(slot).stream())
        .map(NodeView::name)
        .sorted()
        .toList();
  }

  /// A node as expressions see it; empty for a node that is not declared, or whose cell is not.
  public Optional<NodeView> node(ResourceName name) {
    return nodes.slotOf(name).flatMap(nodes::at);
  }

  /// Resources that cannot be compiled, such as one whose expression a newer release accepted. They
  /// are on no node here, so nobody should move a node while there are any.
  public Map<ResourceId, List<FieldError>> faults() {
    return Collections.unmodifiableMap(faults);
  }

  /// Placements that are probably not what was meant, ordered by resource.
  public List<Warning> warnings() {
    List<Warning> warnings = new ArrayList<>();
    assignments.forEach(
        (id, assignment) ->
            assignment
                .selector()
                .flatMap(it -> shortfall(it.placement(), assignment.candidateCount()))
                .ifPresent(message -> warnings.add(new Warning(id, message))));
    return warnings;
  }

  private static Optional<String> shortfall(Placement placement, int nodes) {
    if (nodes < placement.min()) {
      return Optional.of("selects " + nodes + " nodes, fewer than its min of " + placement.min());
    }
    return nodes == 0 ? Optional.of("selects no node") : Optional.empty();
  }

  NodeTable nodes() {
    return nodes;
  }

  SortedMap<ResourceId, Assignment> assignments() {
    return assignments;
  }

  Map<ResourceName, CompiledSnapshot> snapshots() {
    return snapshots;
  }

  /// @param resource whose placement
  /// @param message what is odd about it
  public record Warning(ResourceId resource, String message) {}
}
