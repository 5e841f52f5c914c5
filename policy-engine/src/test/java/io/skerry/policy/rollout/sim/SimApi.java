package io.skerry.policy.rollout.sim;

import io.skerry.policy.check.Edit;
import io.skerry.policy.check.Proposal;
import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.Reach;
import io.skerry.policy.rollout.RolloutDraft;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.policy.rollout.ShrinkGuard;
import io.skerry.policy.rollout.sim.SimStore.Entry;
import io.skerry.policy.rollout.sim.SimStore.Need;
import io.skerry.policy.rollout.sim.SimStore.Txn;
import io.skerry.policy.rollout.sim.SimStore.Write;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The API as operators meet it: drafts the rollouts of an edit, and asks before much is taken
/// away.
final class SimApi {

  private final World world;
  private final SimStore store;
  private long ulids;

  SimApi(World world, SimStore store) {
    this.world = world;
    this.store = store;
  }

  /// An accepted edit.
  ///
  /// @param seen the store as it was accepted from
  /// @param isConsented whether the author agreed to take much away
  record Accepted(
      String author,
      SortedMap<String, Entry> seen,
      List<Edit> edits,
      RolloutDraft draft,
      boolean isConsented) {}

  /// What is to be written for an edit; empty when it is refused.
  Optional<Txn> accept(List<Edit> edits, String author, boolean allowShrink) {
    ResourceSet declared = Sights.declared(store.state());
    Rollouts rollouts = Sights.rollouts(store.state());
    RolloutDraft draft =
        RolloutDraft.of(
            declared,
            edits,
            rollouts,
            new RolloutDraft.Origin(author, Optional.empty(), world.instant()),
            this::ulid);
    boolean namesIt = edits.size() == 1 && edits.getFirst() instanceof Edit.Delete;
    boolean isConsented = allowShrink || namesIt;
    if (!isConsented && !world.has(Bug.SHRINKS_UNASKED) && shrinks(declared, edits, draft)) {
      world.meet("C11", 1);
      return Optional.empty();
    }
    Accepted accepted =
        new Accepted(author, new TreeMap<>(store.state()), edits, draft, isConsented);
    return Optional.of(new Txn(needs(edits, draft, rollouts), writes(edits, draft), accepted));
  }

  private boolean shrinks(ResourceSet declared, List<Edit> edits, RolloutDraft draft) {
    Rollouts rollouts = Sights.rollouts(store.state());
    if (!ShrinkGuard.concerns(declared, rollouts, edits)) {
      return false;
    }
    Editions before = Editions.of(declared, rollouts);
    Editions after =
        before.update(
            new Proposal(declared, edits),
            rollouts.with(
                Stream.concat(draft.superseded().stream(), draft.created().stream()).toList()),
            edits.stream().map(Edit::id).collect(Collectors.toSet()));
    Map<ResourceName, Set<ResourceName>> carries = new TreeMap<>();
    Sights.values(store.state(), Keys.REF, Ref.class)
        .forEach(ref -> carries.put(ref.node(), ref.carries()));
    return !ShrinkGuard.check(Reach.of(before, after, carries, created(draft)), edits).isEmpty();
  }

  /// The names of a draft's rollouts.
  static Set<ResourceName> created(RolloutDraft draft) {
    Set<ResourceName> names = new HashSet<>();
    draft.created().forEach(it -> names.add(it.metadata().name()));
    return names;
  }

  private List<Need> needs(List<Edit> edits, RolloutDraft draft, Rollouts rollouts) {
    List<Need> needs = new ArrayList<>();
    for (Edit edit : edits) {
      needs.add(unchanged(Keys.resource(edit.id())));
      newest(rollouts, edit.id()).ifPresent(needs::add);
    }
    draft.superseded().forEach(old -> needs.add(unchanged(Keys.rollout(old.metadata().name()))));
    draft.created().forEach(it -> needs.add(new Need.Absent(Keys.rollout(it.metadata().name()))));
    return needs;
  }

  private Optional<Need> newest(Rollouts rollouts, ResourceId id) {
    return rollouts.newest(id).map(it -> unchanged(Keys.rollout(it.metadata().name())));
  }

  private static List<Write> writes(List<Edit> edits, RolloutDraft draft) {
    List<Write> writes = new ArrayList<>();
    for (Edit edit : edits) {
      Optional<Object> value =
          edit instanceof Edit.Put(Resource resource) ? Optional.of(resource) : Optional.empty();
      writes.add(new Write(Keys.resource(edit.id()), value));
    }
    Stream.concat(draft.superseded().stream(), draft.created().stream())
        .map((Rollout it) -> new Write(Keys.rollout(it.metadata().name()), Optional.of(it)))
        .forEach(writes::add);
    return writes;
  }

  private Need unchanged(String key) {
    return store
        .get(key)
        .<Need>map(entry -> new Need.Unchanged(key, entry.modified()))
        .orElseGet(() -> new Need.Absent(key));
  }

  private ResourceName ulid() {
    ulids++;
    return new ResourceName("%010d%016d".formatted(world.now(), ulids));
  }
}
