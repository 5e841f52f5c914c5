package io.skerry.policy.rollout;

import io.skerry.policy.check.Edit;
import io.skerry.policy.compile.Compilation;
import io.skerry.policy.compile.Withdrawals;
import io.skerry.policy.compile.Withdrawals.Withdrawal;
import io.skerry.policy.model.ResourceView;
import io.skerry.policy.plan.FleetDiff;
import io.skerry.policy.plan.FleetDiff.Move;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.FreezeWindow;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NotificationTarget;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.Tenant;
import io.skerry.schema.model.TrafficSplit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds changes that take much away at once, which are more often mistakes than meant: a resource
/// that leaves its last node, or at least two and more than a tenth of its nodes; and snapshots
/// that lose at least two and more than a tenth of their entries. Nodes that are taken out of the
/// inventory do not count.
public final class ShrinkGuard {

  /// How the author says that it is meant.
  public static final String REMEDY = "send allowShrink=true if that is meant";

  private static final int FEWEST = 2;
  private static final int ONE_IN = 10;

  private ShrinkGuard() {}

  /// @param resource what shrinks; for entries of snapshots the first edited resource
  /// @param message by how much
  public record Shrinkage(ResourceId resource, String message) {}

  /// Whether a change can take anything away, so that it is worth compiling before it is accepted.
  public static boolean concerns(ResourceView before, List<Edit> edits) {
    return edits.stream()
        .anyMatch(
            edit ->
                before
                    .find(edit.id())
                    .filter(
                        old ->
                            switch (edit) {
                              case Edit.Put(Resource next) -> canTakeAway(old, next);
                              case Edit.Delete(ResourceId id) -> id.kind().isRolledOut();
                            })
                    .isPresent());
  }

  /// Everything that shrinks too much, ordered by resource.
  ///
  /// @param before the fleet without the change
  /// @param after the fleet once the change reached every node
  public static List<Shrinkage> check(Compilation before, Compilation after, List<Edit> edits) {
    List<Shrinkage> found = new ArrayList<>();
    Withdrawals withdrawals = Withdrawals.between(before, after);
    for (ResourceId resource : resources(withdrawals, edits)) {
      message(withdrawals.of(resource))
          .ifPresent(message -> found.add(new Shrinkage(resource, message)));
    }
    edits.stream()
        .findFirst()
        .ifPresent(
            edit ->
                entries(before, after)
                    .ifPresent(message -> found.add(new Shrinkage(edit.id(), message))));
    return List.copyOf(found);
  }

  private static Set<ResourceId> resources(Withdrawals withdrawals, List<Edit> edits) {
    Set<ResourceId> resources = new TreeSet<>();
    for (Edit edit : edits) {
      if (edit.id().kind().isRolledOut()) {
        resources.add(edit.id());
      } else if (edit.id().kind() == Kind.NODE || edit.id().kind() == Kind.CELL) {
        resources.addAll(withdrawals.resources());
      }
    }
    return resources;
  }

  private static Optional<String> message(Withdrawal withdrawal) {
    if (withdrawal.had() > 0 && withdrawal.lost() == withdrawal.had()) {
      return Optional.of(
          "would be on none of the %d nodes that have it".formatted(withdrawal.had()));
    }
    return isMuch(withdrawal.lost(), withdrawal.had())
        ? Optional.of(
            "would leave %d of the %d nodes that have it"
                .formatted(withdrawal.lost(), withdrawal.had()))
        : Optional.empty();
  }

  private static Optional<String> entries(Compilation before, Compilation after) {
    List<Move> shrinking =
        FleetDiff.between(before, after).moves().stream()
            .filter(move -> move.from().isPresent() && move.to().isPresent())
            .filter(move -> isMuch(lost(move), entriesBefore(before, move)))
            .toList();
    int nodes = shrinking.stream().mapToInt(move -> move.nodes().size()).sum();
    return shrinking.stream()
        .max(Comparator.comparingInt(ShrinkGuard::lost))
        .map(
            worst ->
                "%s would lose %d of %d entries of its snapshot%s"
                    .formatted(
                        worst.nodes().getFirst(),
                        lost(worst),
                        entriesBefore(before, worst),
                        nodes == 1 ? "" : ", and " + (nodes - 1) + " more lose too much"));
  }

  private static int lost(Move move) {
    return move.diff().removed().size() - move.diff().added().size();
  }

  private static int entriesBefore(Compilation before, Move move) {
    return before
        .snapshotOf(move.nodes().getFirst())
        .map(it -> it.snapshot().entries().size())
        .orElse(0);
  }

  private static boolean isMuch(int lost, int had) {
    return lost >= FEWEST && lost * ONE_IN > had;
  }

  private static boolean canTakeAway(Resource old, Resource next) {
    return switch (next) {
      case Policy policy ->
          !(old instanceof Policy it) || !it.spec().placement().equals(policy.spec().placement());
      case Service service ->
          !(old instanceof Service it) || !it.spec().placement().equals(service.spec().placement());
      case TrafficSplit split ->
          !(old instanceof TrafficSplit it) || !it.spec().service().equals(split.spec().service());
      case Cell cell -> !(old instanceof Cell it) || !it.spec().equals(cell.spec());
      case Node node ->
          !(old instanceof Node it)
              || !it.spec().equals(node.spec())
              || !it.metadata().labels().equals(node.metadata().labels());
      case RolloutStrategy _, FreezeWindow _, Tenant _, NotificationTarget _, Rollout _ -> false;
    };
  }
}
