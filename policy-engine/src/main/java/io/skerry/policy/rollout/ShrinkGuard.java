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
import io.skerry.schema.model.ResourceName;
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
import java.util.stream.Stream;

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
  ///
  /// @param before what is declared
  /// @param rollouts which may have left nodes with something else than is declared
  public static boolean concerns(ResourceView before, Rollouts rollouts, List<Edit> edits) {
    return edits.stream()
        .anyMatch(
            edit ->
                Stream.concat(before.find(edit.id()).stream(), rollouts.versions(edit.id()))
                    .anyMatch(old -> takesAway(old, edit)));
  }

  private static boolean takesAway(Resource old, Edit edit) {
    return switch (edit) {
      case Edit.Put(Resource next) -> canTakeAway(old, next);
      case Edit.Delete(ResourceId id) -> id.kind().isRolledOut();
    };
  }

  /// Everything that shrinks too much, ordered by resource.
  ///
  /// @param reach what nodes have, and what they get once the change reached every one
  public static List<Shrinkage> check(Reach reach, List<Edit> edits) {
    List<Shrinkage> found = new ArrayList<>();
    List<Withdrawals> withdrawals =
        reach.groups().stream()
            .map(it -> Withdrawals.between(it.before(), it.after(), it.nodes()::contains))
            .toList();
    for (ResourceId resource : resources(withdrawals, edits)) {
      withdrawals.stream()
          .map(it -> it.of(resource))
          .reduce(Withdrawal::plus)
          .flatMap(ShrinkGuard::message)
          .ifPresent(message -> found.add(new Shrinkage(resource, message)));
    }
    edits.stream()
        .findFirst()
        .ifPresent(
            edit ->
                entries(reach).ifPresent(message -> found.add(new Shrinkage(edit.id(), message))));
    return List.copyOf(found);
  }

  private static Set<ResourceId> resources(List<Withdrawals> withdrawals, List<Edit> edits) {
    Set<ResourceId> resources = new TreeSet<>();
    for (Edit edit : edits) {
      if (edit.id().kind().isRolledOut()) {
        resources.add(edit.id());
      } else if (edit.id().kind() == Kind.NODE || edit.id().kind() == Kind.CELL) {
        withdrawals.forEach(it -> resources.addAll(it.resources()));
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

  /// Nodes of a group that lose entries of their snapshots.
  ///
  /// @param lost how many entries each of them loses, of how many
  private record Loss(List<ResourceName> nodes, Withdrawal lost) {}

  private static Optional<String> entries(Reach reach) {
    List<Loss> losses =
        reach.groups().stream()
            .flatMap(ShrinkGuard::losses)
            .filter(it -> isMuch(it.lost().lost(), it.lost().had()))
            .toList();
    int nodes = losses.stream().mapToInt(it -> it.nodes().size()).sum();
    return losses.stream()
        .max(Comparator.comparingInt(it -> it.lost().lost()))
        .map(
            worst ->
                "%s would lose %d of %d entries of its snapshot%s"
                    .formatted(
                        worst.nodes().getFirst(),
                        worst.lost().lost(),
                        worst.lost().had(),
                        nodes == 1 ? "" : ", and " + (nodes - 1) + " more lose too much"));
  }

  private static Stream<Loss> losses(Reach.Group group) {
    return FleetDiff.between(group.before(), group.after()).moves().stream()
        .filter(move -> move.from().isPresent() && move.to().isPresent())
        .map(
            move ->
                new Loss(
                    move.nodes().stream().filter(group.nodes()::contains).toList(),
                    new Withdrawal(entriesBefore(group.before(), move), lost(move))))
        .filter(it -> !it.nodes().isEmpty());
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
