package io.skerry.policy.rollout;

import io.skerry.policy.model.ResourceView;
import io.skerry.policy.rollout.Chain.Link;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.Rollout.Order;
import io.skerry.schema.model.Rollout.Verb;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All rollouts of a cell, resolved to which version of each resource a node gets. Immutable.
///
/// Of a resource only its newest rollout decides. It *succeeded*: every node gets its `to`. It is
/// *dead*: every node gets its `from`. Otherwise a node gets the `to` of the newest rollout that it
/// carries, looking back no further than to the last dead or succeeded one, and if it carries none
/// the newest one's `from`. A resource without a rollout is as declared.
public final class Rollouts {

  /// No rollouts.
  public static final Rollouts EMPTY = of(List.of());

  private final SortedMap<ResourceName, Rollout> byName;
  private final Map<ResourceId, Chain> chains;

  private Rollouts(SortedMap<ResourceName, Rollout> byName) {
    this.byName = Collections.unmodifiableSortedMap(byName);
    this.chains = chains(byName);
  }

  /// The given rollouts; of several with one name the last.
  public static Rollouts of(Collection<Rollout> rollouts) {
    SortedMap<ResourceName, Rollout> byName = new TreeMap<>();
    rollouts.forEach(rollout -> byName.put(rollout.metadata().name(), rollout));
    return new Rollouts(byName);
  }

  /// The rollouts of a view.
  public static Rollouts of(ResourceView resources) {
    return of(
        resources
            .ofKind(Kind.ROLLOUT)
            .<Rollout>mapMulti(
                (found, sink) -> {
                  if (found instanceof Rollout rollout) {
                    sink.accept(rollout);
                  }
                })
            .toList());
  }

  /// A copy with rollouts added or replaced.
  public Rollouts with(Collection<Rollout> changed) {
    SortedMap<ResourceName, Rollout> next = new TreeMap<>(byName);
    changed.forEach(rollout -> next.put(rollout.metadata().name(), rollout));
    return new Rollouts(next);
  }

  /// A rollout by name.
  public Optional<Rollout> find(ResourceName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// All, oldest first.
  public Collection<Rollout> all() {
    return byName.values();
  }

  /// The name of the newest of all.
  public Optional<ResourceName> newestName() {
    return byName.isEmpty() ? Optional.empty() : Optional.of(byName.lastKey());
  }

  /// Those whose nodes are still being decided about, oldest first.
  public List<Rollout> active() {
    return byName.values().stream().filter(Rollout::isActive).toList();
  }

  /// The newest rollout that changes a resource.
  public Optional<Rollout> newest(ResourceId resource) {
    return Optional.ofNullable(chains.get(resource)).map(Chain::newest);
  }

  /// The resources that some rollout changes, and that are therefore not simply as declared.
  public Set<ResourceId> resources() {
    return Collections.unmodifiableSet(chains.keySet());
  }

  /// The version of a resource that a node gets; empty when it gets none.
  ///
  /// @param declared the declared resources
  /// @param carries the rollouts that the node carries, in any form
  public Optional<Resource> version(
      ResourceId resource, ResourceView declared, Set<ResourceName> carries) {
    Chain chain = chains.get(resource);
    return chain == null ? declared.find(resource) : chain.version(carries);
  }

  /// Every version of a resource that some node may have; none of one that no rollout changes.
  Stream<Resource> versions(ResourceId resource) {
    return Optional.ofNullable(chains.get(resource)).stream().flatMap(Chain::versions);
  }

  /// The carried rollouts that still decide something. Nodes with the same result get the same
  /// version of everything; applying this again changes nothing.
  public Set<ResourceName> normalised(Set<ResourceName> carries) {
    if (carries.isEmpty()) {
      return Set.of();
    }
    Set<ResourceName> deciding = new HashSet<>();
    for (ResourceName name : carries) {
      find(name).map(rollout -> rollout.spec().changes()).orElse(List.of()).stream()
          .map(change -> chains.get(change.resource()))
          .forEach(
              chain ->
                  Optional.ofNullable(chain)
                      .flatMap(it -> it.carried(carries))
                      .ifPresent(
                          step -> {
                            deciding.add(step.rollout());
                            deciding.addAll(step.marks(carries));
                          }));
    }
    return Set.copyOf(deciding);
  }

  /// The older rollouts that must end before this one starts, oldest first: those that change the
  /// same resource, and, because a split follows its service and a service its splits, those that
  /// would let a node have one without the other. One that rolls back has not ended yet.
  public List<Rollout> blockersOf(Rollout rollout) {
    return byName.headMap(rollout.metadata().name()).values().stream()
        .filter(it -> it.isActive() || it.status().phase() == Rollout.Phase.ROLLING_BACK)
        .filter(older -> Overlap.between(older, rollout))
        .toList();
  }

  /// Whether every node returns to what it had before: the rollout was rolled back, is being rolled
  /// back, or an accepted order says so that nobody handled yet.
  public static boolean isDead(Rollout rollout) {
    Rollout.Phase phase = Orders.heeded(rollout);
    return phase == Rollout.Phase.ROLLING_BACK || phase == Rollout.Phase.ROLLED_BACK;
  }

  /// Whether every node gets what the rollout brings.
  static boolean hasSucceeded(Rollout rollout) {
    return Orders.heeded(rollout) == Rollout.Phase.SUCCEEDED;
  }

  /// Whether nodes stay where they are for good: the rollout was aborted, or an accepted order says
  /// so that nobody handled yet.
  public static boolean isAborted(Rollout rollout) {
    return Orders.heeded(rollout) == Rollout.Phase.ABORTED;
  }

  /// Whether the last word of an operator about going on was to pause.
  public static boolean isPaused(Rollout rollout) {
    return rollout.spec().orders().reversed().stream()
        .map(Order::verb)
        .filter(verb -> verb == Verb.PAUSE || verb == Verb.RESUME)
        .findFirst()
        .filter(verb -> verb == Verb.PAUSE)
        .isPresent();
  }

  /// Whether operators forbid any further forward step.
  public static boolean isStopped(Rollout rollout) {
    return isPaused(rollout) || isAborted(rollout);
  }

  private static Map<ResourceId, Chain> chains(SortedMap<ResourceName, Rollout> byName) {
    Map<ResourceId, List<Link>> links = new HashMap<>();
    for (Rollout rollout : byName.values()) {
      for (Change change : rollout.spec().changes()) {
        links
            .computeIfAbsent(change.resource(), _ -> new ArrayList<>())
            .add(new Link(rollout, change));
      }
    }
    Map<ResourceId, Chain> chains = new HashMap<>();
    links.forEach(
        (resource, oldestFirst) -> chains.put(resource, Chain.of(oldestFirst.reversed())));
    return chains;
  }
}
