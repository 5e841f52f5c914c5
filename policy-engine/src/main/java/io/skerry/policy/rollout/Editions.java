package io.skerry.policy.rollout;

import io.skerry.policy.compile.Compilation;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.eval.NodeView;
import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.model.ResourceView;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// What every node must run, for every set of rollouts that nodes carry: one [Compilation] per
/// *edition*, which is such a set without the rollouts that decide nothing any more.
///
/// 1. The stable edition, of nodes that carry nothing, is always there. Any other is compiled when
///    it is first asked for, by updating the stable one with the resources in which they differ.
/// 2. [#update] works out per edition which resources are really other ones in it. An edition is
///    brought up to date when it is asked for, with everything that came together since.
/// 3. An edition that nobody asked for during [#MOST_IDLE] updates is forgotten, and so is one that
///    contains a rollout that ended.
///
/// Immutable towards its users: any number of threads may read one, and of two that need the same
/// new edition one waits for the other. The views that it is made from must never change.
public final class Editions {

  /// No resources.
  public static final Editions EMPTY =
      new Editions(ResourceSet.EMPTY, Rollouts.EMPTY, Compilation.EMPTY, Map.of());

  /// How many updates an edition outlives without being asked for.
  public static final int MOST_IDLE = 16;

  private final ResourceView declared;
  private final Rollouts rollouts;
  private final Compilation stable;
  private final Map<Set<ResourceName>, Aged> earlier;
  private final ConcurrentMap<Set<ResourceName>, Compilation> current = new ConcurrentHashMap<>();
  private final ConcurrentMap<Set<ResourceName>, Set<ResourceName>> normalised =
      new ConcurrentHashMap<>();

  /// Most nodes of a fleet carry the same, and are asked about one after the other.
  private volatile Asked last;

  /// What was asked for, and the answer.
  private record Asked(Set<ResourceName> carries, Compilation edition) {}

  private Editions(
      ResourceView declared,
      Rollouts rollouts,
      Compilation stable,
      Map<Set<ResourceName>, Aged> earlier) {
    this.declared = declared;
    this.rollouts = rollouts;
    this.stable = stable;
    this.earlier = earlier;
    this.last = new Asked(Set.of(), stable);
  }

  /// An edition as it was at some earlier update.
  ///
  /// @param compilation of that time
  /// @param pending resources that may differ since then
  /// @param idle updates since somebody asked for it
  private record Aged(Compilation compilation, Set<ResourceId> pending, int idle) {
    Aged with(Set<ResourceId> differing) {
      Set<ResourceId> all = new HashSet<>(pending);
      all.addAll(differing);
      return new Aged(compilation, all, idle);
    }
  }

  /// Compiles the stable edition from scratch.
  ///
  /// @param declared must never change
  public static Editions of(ResourceView declared, Rollouts rollouts) {
    Compilation stable = Compilation.of(new EditionView(declared, rollouts, Set.of()));
    return new Editions(declared, rollouts, stable, Map.of());
  }

  /// The editions after a change.
  ///
  /// @param nextDeclared the declared resources after it; must never change
  /// @param nextRollouts the rollouts after it
  /// @param changed every declared resource that was added, replaced or removed, and every node of
  ///   which something else was observed; more do no harm, and rollouts need not be named
  public Editions update(
      ResourceView nextDeclared, Rollouts nextRollouts, Set<ResourceId> changed) {
    EditionView next = new EditionView(nextDeclared, nextRollouts, Set.of());
    Compilation nextStable =
        updated(stable, next, Difference.between(view(Set.of()), next, changed));
    Map<Set<ResourceName>, Aged> kept = new HashMap<>();
    known()
        .forEach(
            (edition, old) -> {
              if (old.idle() <= MOST_IDLE && nextRollouts.normalised(edition).equals(edition)) {
                EditionView after = new EditionView(nextDeclared, nextRollouts, edition);
                kept.put(edition, old.with(Difference.between(view(edition), after, changed)));
              }
            });
    return new Editions(nextDeclared, nextRollouts, nextStable, kept);
  }

  /// The declared resources.
  public ResourceView declared() {
    return declared;
  }

  /// The rollouts.
  public Rollouts rollouts() {
    return rollouts;
  }

  /// The edition of nodes that carry nothing.
  public Compilation stable() {
    return stable;
  }

  /// The edition of nodes that carry the given rollouts; those that decide nothing are ignored.
  public Compilation edition(Set<ResourceName> carries) {
    Asked before = last;
    if (before.carries().equals(carries)) {
      return before.edition();
    }
    Set<ResourceName> key = normalised(carries);
    Compilation edition = key.isEmpty() ? stable : current.computeIfAbsent(key, this::make);
    last = new Asked(Set.copyOf(carries), edition);
    return edition;
  }

  /// The carried rollouts that still decide something; see [Rollouts#normalised].
  public Set<ResourceName> normalised(Set<ResourceName> carries) {
    return carries.isEmpty()
        ? Set.of()
        : normalised.computeIfAbsent(Set.copyOf(carries), rollouts::normalised);
  }

  /// What a node must run; empty for a node that is not declared, or whose cell is not.
  public Optional<CompiledSnapshot> snapshotOf(ResourceName node, Set<ResourceName> carries) {
    return edition(carries).snapshotOf(node);
  }

  /// The resources as nodes get them that carry the given rollouts.
  public ResourceView resources(Set<ResourceName> carries) {
    return view(normalised(carries));
  }

  /// A node as expressions see it; empty for a node that is not declared, or whose cell is not.
  public Optional<NodeView> node(ResourceName name) {
    return stable.node(name);
  }

  /// The nodes of which something is decided, in any order.
  public Set<ResourceName> nodeNames() {
    return stable.nodeNames();
  }

  /// Resources that cannot be compiled in the stable edition or in one that was asked for since the
  /// last update. Nobody should move a node while there are any.
  public Map<ResourceId, List<FieldError>> faults() {
    Map<ResourceId, List<FieldError>> faults = new TreeMap<>();
    compilations().forEach(compilation -> faults.putAll(compilation.faults()));
    return faults;
  }

  /// The distinct snapshots of the stable edition and of those that were asked for since the last
  /// update, ordered by digest. What nodes return to in a rollback is among them.
  public Collection<CompiledSnapshot> distinctSnapshots() {
    Map<Digest, CompiledSnapshot> distinct = new TreeMap<>();
    compilations()
        .forEach(
            compilation ->
                compilation
                    .distinctSnapshots()
                    .forEach(snapshot -> distinct.put(snapshot.digest(), snapshot)));
    return distinct.values();
  }

  /// The distinct snapshots that nodes must run now, ordered by digest.
  ///
  /// @param carries what each node carries; nodes that are missing carry nothing
  public Collection<CompiledSnapshot> snapshotsInUse(Map<ResourceName, Set<ResourceName>> carries) {
    Map<Digest, CompiledSnapshot> distinct = new TreeMap<>();
    for (ResourceName node : nodeNames()) {
      snapshotOf(node, carries.getOrDefault(node, Set.of()))
          .ifPresent(snapshot -> distinct.put(snapshot.digest(), snapshot));
    }
    return distinct.values();
  }

  /// How many editions are in memory, the stable one included.
  public int size() {
    Set<Set<ResourceName>> editions = new HashSet<>(earlier.keySet());
    editions.addAll(current.keySet());
    return editions.size() + 1;
  }

  private List<Compilation> compilations() {
    List<Compilation> all = new ArrayList<>(current.values());
    all.add(stable);
    return all;
  }

  private Map<Set<ResourceName>, Aged> known() {
    Map<Set<ResourceName>, Aged> known = new HashMap<>();
    earlier.forEach(
        (edition, old) ->
            known.put(edition, new Aged(old.compilation(), old.pending(), old.idle() + 1)));
    current.forEach(
        (edition, compilation) -> known.put(edition, new Aged(compilation, Set.of(), 0)));
    return known;
  }

  private Compilation make(Set<ResourceName> edition) {
    EditionView view = view(edition);
    Aged old = earlier.get(edition);
    return old == null
        ? updated(stable, view, Difference.between(view(Set.of()), view, Set.of()))
        : updated(old.compilation(), view, old.pending());
  }

  private EditionView view(Set<ResourceName> edition) {
    return new EditionView(declared, rollouts, edition);
  }

  private static Compilation updated(
      Compilation compilation, EditionView view, Set<ResourceId> differing) {
    return differing.isEmpty() ? compilation : compilation.update(view, differing);
  }
}
