package io.skerry.policy.rollout;

import io.skerry.policy.model.ResourceView;
import io.skerry.policy.strategy.Strategies;
import io.skerry.policy.traffic.TrafficDraft;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.TenantName;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A rollout that is being put together. Lives for one draft, on one thread.
final class Drafting {

  private static final int MOST_SUPERSEDED = 500;

  private final Strategies.Chosen strategy;
  private final SortedMap<ResourceId, Change> changes = new TreeMap<>();
  private final Set<ResourceName> supersedes = new LinkedHashSet<>();
  private Optional<ResourceName> name = Optional.empty();

  Drafting(Strategies.Chosen strategy) {
    this.strategy = strategy;
  }

  /// What makes changes move together.
  record Group(TenantName tenant, ResourceName strategy) implements Comparable<Group> {
    private static final Comparator<Group> ORDER =
        Comparator.comparing(Group::tenant).thenComparing(Group::strategy);

    @Override
    public int compareTo(Group other) {
      return ORDER.compare(this, other);
    }
  }

  void add(Change change) {
    changes.put(change.resource(), change);
  }

  Set<ResourceId> resources() {
    return changes.keySet();
  }

  void name(ResourceName given) {
    name = Optional.of(given);
  }

  /// Lets the drafts take the place of a rollout whose resources they change. What they do not
  /// change of it goes to the one with its strategy, else to the first.
  ///
  /// @return the superseded rollout; empty when the drafts change nothing of it
  static Optional<Rollout> supersede(
      Rollout old, List<Drafting> drafts, RolloutDraft.Origin origin) {
    List<Drafting> heirs = drafts.stream().filter(draft -> draft.changesSomeOf(old)).toList();
    if (heirs.isEmpty()) {
      return Optional.empty();
    }
    Drafting heir =
        heirs.stream()
            .filter(it -> it.strategy.name().equals(old.spec().strategyName()))
            .findFirst()
            .orElse(heirs.getFirst());
    old.spec().changes().stream()
        .filter(change -> heirs.stream().noneMatch(it -> it.changes.containsKey(change.resource())))
        .forEach(change -> mover(change, old, heirs).orElse(heir).add(change));
    heirs.forEach(it -> it.takeThePlaceOf(old));
    String by =
        heirs.stream()
            .flatMap(it -> it.name.stream())
            .map(ResourceName::value)
            .collect(Collectors.joining(", "));
    return Optional.of(old.withStatus(superseded(old.status(), by, origin)));
  }

  /// A split that exists only while requests move goes with the service whose requests they are.
  private static Optional<Drafting> mover(Change change, Rollout old, List<Drafting> heirs) {
    return old.spec().shifts().stream()
        .filter(shift -> shift.split().equals(change.resource()))
        .map(shift -> new ResourceId(Kind.SERVICE, shift.split().tenant(), shift.service()))
        .flatMap(service -> heirs.stream().filter(heir -> heir.changes.containsKey(service)))
        .findFirst();
  }

  private boolean changesSomeOf(Rollout old) {
    return old.spec().changes().stream().anyMatch(it -> changes.containsKey(it.resource()));
  }

  private void takeThePlaceOf(Rollout old) {
    supersedes.add(old.metadata().name());
    supersedes.addAll(old.spec().supersedes());
  }

  private static Rollout.Status superseded(
      Rollout.Status status, String by, RolloutDraft.Origin origin) {
    return new Rollout.Status(
        Phase.SUPERSEDED,
        "superseded by " + by,
        origin.now(),
        status.handled(),
        status.plan(),
        status.waves());
  }

  /// @param before the declared resources before the change
  /// @param existing all rollouts
  /// @param taken what the change is about as a whole
  Rollout rollout(
      RolloutDraft.Origin origin, ResourceView before, Rollouts existing, Set<ResourceId> taken) {
    ResourceName given = name.orElseThrow();
    TrafficDraft traffic = traffic(before, existing, taken);
    return new Rollout(
        new Metadata(
            given,
            changes.firstKey().tenant(),
            Map.of(),
            Map.of(),
            Optional.of(new Metadata.Lifecycle(given.value(), 1, origin.now(), origin.now()))),
        new Rollout.Spec(
            traffic.changes(),
            strategy.name(),
            strategy.spec(),
            origin.author(),
            origin.expectedPlan(),
            supersedes.stream().limit(MOST_SUPERSEDED).toList(),
            List.of(),
            traffic.shifts()),
        Rollout.Status.accepted(origin.now()));
  }

  private TrafficDraft traffic(ResourceView before, Rollouts existing, Set<ResourceId> taken) {
    Set<ResourceId> splits =
        before.ofKind(Kind.TRAFFIC_SPLIT).map(Resource::id).collect(Collectors.toSet());
    return TrafficDraft.of(
        changes.values(),
        strategy.spec(),
        new TrafficDraft.World(id -> existing.version(id, before, Set.of()), splits, taken));
  }
}
