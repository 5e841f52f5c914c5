package io.skerry.policy.rollout;

import io.skerry.policy.check.Edit;
import io.skerry.policy.check.Proposal;
import io.skerry.policy.model.ResourceView;
import io.skerry.policy.strategy.Strategies;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rollouts that must be written together with a change of resources.
///
/// There is one per tenant and strategy. A resource that is changed while an active rollout moves
/// it takes that rollout's place: the new one also takes over its other changes, returns nodes to
/// what they had before both, and the old one is superseded. A rollout that operators aborted or
/// roll back is left to end by itself. What nodes cannot see, such as labels, makes no rollout.
///
/// @param created to be added, ordered by name; their names come after all existing ones
/// @param superseded existing ones with their new status; each must be unchanged until the write
public record RolloutDraft(List<Rollout> created, List<Rollout> superseded) {

  /// Copies the lists.
  public RolloutDraft {
    created = List.copyOf(created);
    superseded = List.copyOf(superseded);
  }

  /// Where a change comes from.
  ///
  /// @param author who made it
  /// @param expectedPlan the digest of the plan that the author saw. Every rollout of the draft
  ///   gets it and holds when its plan is another, so it makes sense for a draft of one rollout
  ///   only
  /// @param now when it is accepted
  public record Origin(String author, Optional<Digest> expectedPlan, Instant now) {}

  /// Drafts the rollouts of a change.
  ///
  /// @param before the declared resources before it
  /// @param edits the accepted change, at most one edit per resource
  /// @param existing all rollouts of the cell
  /// @param origin where it comes from
  /// @param ulids lower-case ULIDs, one per rollout
  public static RolloutDraft of(
      ResourceView before,
      List<Edit> edits,
      Rollouts existing,
      Origin origin,
      Supplier<ResourceName> ulids) {
    Proposal after = new Proposal(before, edits);
    TreeMap<Drafting.Group, Drafting> drafts = new TreeMap<>();
    for (Edit edit : edits) {
      ResourceId id = edit.id();
      Optional<Resource> to = after.find(id);
      if (id.kind().isRolledOut() && isVisible(before.find(id), to)) {
        Strategies.Chosen strategy =
            Strategies.resolve(to.or(() -> before.find(id)).orElseThrow(), after);
        drafts
            .computeIfAbsent(
                new Drafting.Group(id.tenant(), strategy.name()), _ -> new Drafting(strategy))
            .add(new Change(id, existing.version(id, before, Set.of()), to));
      }
    }
    return finish(drafts, before, existing, origin, ulids);
  }

  private static RolloutDraft finish(
      TreeMap<Drafting.Group, Drafting> drafts,
      ResourceView before,
      Rollouts existing,
      Origin origin,
      Supplier<ResourceName> ulids) {
    RolloutNames names = new RolloutNames(existing, ulids);
    drafts.values().forEach(draft -> draft.name(names.next()));
    List<Rollout> superseded =
        existing.active().stream()
            .filter(it -> !Rollouts.isDead(it) && !Rollouts.isAborted(it))
            .flatMap(it -> Drafting.supersede(it, List.copyOf(drafts.values()), origin).stream())
            .toList();
    Set<ResourceId> taken =
        Stream.concat(
                drafts.values().stream().flatMap(draft -> draft.resources().stream()),
                existing.active().stream()
                    .flatMap(it -> it.spec().changes().stream())
                    .map(Change::resource))
            .collect(Collectors.toSet());
    return new RolloutDraft(
        drafts.values().stream()
            .map(draft -> draft.rollout(origin, before, existing, taken))
            .toList(),
        superseded);
  }

  private static boolean isVisible(Optional<Resource> before, Optional<Resource> after) {
    Optional<Resource> relabelled =
        before.flatMap(old -> after.map(next -> old.withMetadata(next.metadata())));
    return !after.equals(relabelled.isPresent() ? relabelled : before);
  }
}
