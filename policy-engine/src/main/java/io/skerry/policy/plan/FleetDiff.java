package io.skerry.policy.plan;

import io.skerry.policy.compile.Compilation;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What a change does to the fleet: the nodes whose snapshot changes, grouped by what they move
/// from and to. Nodes that stay where they are are in no group.
///
/// @param moves ordered by their digests
public record FleetDiff(List<Move> moves) {

  private static final Comparator<Optional<Digest>> ABSENT_FIRST =
      Comparator.comparing(digest -> digest.map(Digest::hex).orElse(""));

  /// Copies the list.
  public FleetDiff {
    moves = List.copyOf(moves);
  }

  /// Nodes that move together.
  ///
  /// @param from what they run before; empty for nodes that are new
  /// @param to what they run after; empty for nodes that are gone
  /// @param diff the entries that differ
  /// @param nodes which, ordered by name
  public record Move(
      Optional<Digest> from, Optional<Digest> to, SnapshotDiff diff, List<ResourceName> nodes) {

    /// Copies the list.
    public Move {
      nodes = List.copyOf(nodes);
    }
  }

  /// What changes between two compilations.
  public static FleetDiff between(Compilation from, Compilation to) {
    Map<Pair, List<ResourceName>> groups = new LinkedHashMap<>();
    TreeSet<ResourceName> names = new TreeSet<>(from.nodeNames());
    names.addAll(to.nodeNames());
    for (ResourceName name : names) {
      Pair pair = new Pair(from.snapshotOf(name), to.snapshotOf(name));
      if (!pair.from().equals(pair.to())) {
        groups.computeIfAbsent(pair, _ -> new ArrayList<>()).add(name);
      }
    }
    return new FleetDiff(
        groups.entrySet().stream()
            .map(group -> group.getKey().move(group.getValue()))
            .sorted(
                Comparator.comparing(Move::from, ABSENT_FIRST)
                    .thenComparing(Move::to, ABSENT_FIRST))
            .toList());
  }

  /// How many nodes move.
  public int affectedNodes() {
    return moves.stream().mapToInt(move -> move.nodes().size()).sum();
  }

  private record Pair(Optional<CompiledSnapshot> from, Optional<CompiledSnapshot> to) {
    Move move(List<ResourceName> nodes) {
      return new Move(
          from.map(CompiledSnapshot::digest),
          to.map(CompiledSnapshot::digest),
          SnapshotDiff.between(manifest(from), manifest(to)),
          nodes);
    }

    private static Snapshot manifest(Optional<CompiledSnapshot> compiled) {
      return compiled.map(CompiledSnapshot::snapshot).orElse(Snapshot.EMPTY);
    }
  }
}
