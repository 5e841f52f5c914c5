package io.skerry.policy.rollout.sim;

import io.skerry.policy.check.Proposal;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.policy.rollout.sim.SimApi.Accepted;
import io.skerry.policy.rollout.sim.SimStore.Commit;
import io.skerry.policy.rollout.sim.SimStore.Entry;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Snapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// C11: an edit that takes much away carries the consent of its author, and no ref takes anything
/// from a node that no accepted edit takes from it. Counts entries of snapshots, one by one.
final class ShrinkRules {

  private static final int FEWEST = 2;
  private static final int ONE_IN = 10;

  private final World world;
  private final SimStore store;

  /// What accepted edits took from each node, now or once: one that was away gets them later.
  private final Map<ResourceName, Set<String>> taken = new HashMap<>();

  /// When each resource was last edited, as a revision.
  private final Map<String, Long> edited = new HashMap<>();

  ShrinkRules(World world, SimStore store) {
    this.world = world;
    this.store = store;
  }

  /// Entries of a node without an edit and with it.
  private record Had(Set<String> before, Set<String> after) {

    Set<String> lost() {
      Set<String> lost = new HashSet<>(before);
      lost.removeAll(after);
      return lost;
    }

    /// The same without what was agreed to before, and goes with another rollout now.
    Had without(Set<String> agreed) {
      Set<String> then = new HashSet<>(after);
      lost().stream().filter(agreed::contains).forEach(then::add);
      return new Had(before, then);
    }

    int fewer() {
      return before.size() - after.size();
    }
  }

  /// An edit was accepted.
  void accepted(Commit commit, Accepted edit) {
    Map<ResourceName, Had> news = reach(edit.seen(), edit);
    news.replaceAll((node, had) -> had.without(taken.getOrDefault(node, Set.of())));
    Optional<String> much = much(news.values());
    world.check(
        "C11",
        much.isPresent(),
        much.isEmpty() || edit.isConsented(),
        edit.author() + " took away unasked: " + much.orElse(""));
    edit.draft().created().stream()
        .flatMap(it -> it.spec().changes().stream())
        .forEach(it -> edited.put(it.resource().name().value(), commit.revision()));
    reach(before(commit), edit)
        .forEach(
            (node, had) -> taken.computeIfAbsent(node, _ -> new HashSet<>()).addAll(had.lost()));
  }

  private static Optional<String> much(Collection<Had> fleet) {
    Map<String, Integer> had = new TreeMap<>();
    Map<String, Integer> lost = new TreeMap<>();
    for (Had node : fleet) {
      node.before().forEach(it -> had.merge(it, 1, Integer::sum));
      node.lost().forEach(it -> lost.merge(it, 1, Integer::sum));
    }
    Stream<String> ofNodes =
        fleet.stream()
            .filter(node -> isMuch(node.fewer(), node.before().size()))
            .map(Had::toString);
    Stream<String> ofEntries =
        lost.entrySet().stream()
            .filter(
                it ->
                    it.getValue().equals(had.get(it.getKey()))
                        || isMuch(it.getValue(), had.getOrDefault(it.getKey(), 0)))
            .map(it -> it.getKey() + " from " + it.getValue() + " of " + had.get(it.getKey()));
    return Stream.concat(ofEntries, ofNodes).findFirst();
  }

  private static boolean isMuch(int lost, int had) {
    return lost >= FEWEST && lost * ONE_IN > had;
  }

  /// A ref was written.
  void written(Commit commit, Ref ref) {
    Optional<Ref> old =
        commit
            .before()
            .getOrDefault(Keys.ref(ref.node()), Optional.empty())
            .map(it -> (Ref) it.value());
    if (old.isEmpty() || ref.kind() == Ref.Reason.ROLLBACK) {
      return;
    }
    Set<String> lost = new HashSet<>(entries(stored(old.get().snapshot())));
    lost.removeAll(entries(stored(ref.snapshot())));
    Set<String> unasked = new HashSet<>(lost);
    unasked.removeAll(taken.getOrDefault(ref.node(), Set.of()));
    unasked.removeIf(it -> isTurnedBack(it, old.get()) || isNewer(ref.node(), it));
    world.check(
        "C11",
        !lost.isEmpty(),
        unasked.isEmpty(),
        ref.node() + " loses " + unasked + " by " + ref.rollout() + ", which nobody took away");
  }

  /// Who turns a change back returns every node to what was proven before it, and so takes back
  /// what was never proven.
  private boolean isTurnedBack(String resource, Ref old) {
    List<Rollout> all =
        Sights.values(store.state(), Keys.ROLLOUT, Rollout.class).stream()
            .filter(it -> changes(it, resource))
            .toList();
    Optional<ResourceName> carried =
        all.stream()
            .map(it -> it.metadata().name())
            .filter(old.carries()::contains)
            .max(ResourceName::compareTo);
    return all.stream()
        .filter(Rollouts::isDead)
        .anyMatch(it -> carried.filter(has -> has.compareTo(it.metadata().name()) > 0).isEmpty());
  }

  private static boolean changes(Rollout rollout, String resource) {
    return rollout.spec().changes().stream()
        .anyMatch(change -> change.resource().name().value().equals(resource));
  }

  /// A node that came after an edit gets what came before it first.
  private boolean isNewer(ResourceName node, String resource) {
    return store
        .get(Keys.ref(node))
        .filter(it -> it.created() > edited.getOrDefault(resource, Long.MAX_VALUE))
        .isPresent();
  }

  private Optional<CompiledSnapshot> stored(Digest snapshot) {
    return store.get(Keys.snapshot(snapshot)).map(it -> (CompiledSnapshot) it.value());
  }

  private static Map<ResourceName, Had> reach(SortedMap<String, Entry> state, Accepted edit) {
    ResourceSet declared = Sights.declared(state);
    Rollouts rollouts = Sights.rollouts(state);
    Editions before = Editions.of(declared, rollouts);
    Editions after =
        Editions.of(
            new Proposal(declared, edit.edits()),
            rollouts.with(
                Stream.concat(edit.draft().superseded().stream(), edit.draft().created().stream())
                    .toList()));
    Map<ResourceName, Had> reach = new TreeMap<>();
    for (Ref ref : Sights.values(state, Keys.REF, Ref.class)) {
      Set<ResourceName> then = new HashSet<>(ref.carries());
      then.addAll(SimApi.created(edit.draft()));
      Optional<CompiledSnapshot> now = before.snapshotOf(ref.node(), ref.carries());
      Optional<CompiledSnapshot> next = after.snapshotOf(ref.node(), then);
      if (now.isPresent() && next.isPresent()) {
        reach.put(ref.node(), new Had(entries(now), entries(next)));
      }
    }
    return reach;
  }

  /// What a snapshot has, whatever the region: a split comes and goes with the requests of its
  /// service.
  private static Set<String> entries(Optional<CompiledSnapshot> snapshot) {
    return snapshot.stream()
        .flatMap(it -> it.snapshot().entries().stream())
        .map(Snapshot.Entry::name)
        .filter(it -> !it.startsWith("split/"))
        .map(it -> it.substring(it.lastIndexOf('/') + 1))
        .collect(Collectors.toSet());
  }

  private SortedMap<String, Entry> before(Commit commit) {
    SortedMap<String, Entry> state = new TreeMap<>(store.state());
    commit
        .before()
        .forEach(
            (key, old) ->
                old.ifPresentOrElse(entry -> state.put(key, entry), () -> state.remove(key)));
    return state;
  }
}
