package io.skerry.policy.traffic;

import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TenantName;
import io.skerry.schema.model.TrafficShift;
import io.skerry.schema.model.TrafficSplit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the services whose requests a rollout is to move in steps.
///
/// A change moves requests when a split's weights change, or when another version than before
/// answers for a service without a split. Where no split is declared one is added to the changes
/// that exists only until the last step. A service with several splits is left alone.
///
/// @param changes with those added that steps need
/// @param shifts what moves; empty when the strategy has no steps, or none at which anything moves
public record TrafficDraft(List<Change> changes, List<TrafficShift> shifts) {

  /// Copies the lists.
  public TrafficDraft {
    changes = List.copyOf(changes);
    shifts = List.copyOf(shifts);
  }

  /// What there is beside the changes of a rollout.
  ///
  /// @param stable what nodes have that carry no rollout, by identity
  /// @param splits identities of every declared split, whatever its service
  /// @param taken identities that other rollouts are about
  public record World(
      Function<ResourceId, Optional<Resource>> stable,
      Set<ResourceId> splits,
      Set<ResourceId> taken) {

    /// Copies the sets.
    public World {
      splits = Set.copyOf(splits);
      taken = Set.copyOf(taken);
    }
  }

  /// Looks at the changes of a rollout.
  public static TrafficDraft of(
      Collection<Change> changes, RolloutStrategy.Spec strategy, World world) {
    if (strategy.traffic().isEmpty()) {
      return new TrafficDraft(List.copyOf(changes), List.of());
    }
    Draft draft = new Draft(changes, world);
    List<TrafficShift> shifts = draft.services().stream().flatMap(draft::shift).toList();
    return TrafficSteps.isStepped(strategy, shifts)
        ? new TrafficDraft(draft.withSplits(shifts), shifts)
        : new TrafficDraft(List.copyOf(changes), List.of());
  }

  /// One look, on one thread.
  private static final class Draft {

    private final Map<ResourceId, Change> changes = new TreeMap<>();
    private final World world;
    private final Set<ResourceId> splits;

    Draft(Collection<Change> changes, World world) {
      changes.forEach(change -> this.changes.put(change.resource(), change));
      this.world = world;
      this.splits = new HashSet<>(world.splits());
      this.splits.addAll(this.changes.keySet());
    }

    Set<ResourceId> services() {
      Set<ResourceId> services = new TreeSet<>();
      for (Change change : changes.values()) {
        if (change.resource().kind() == Kind.SERVICE) {
          services.add(change.resource());
        }
        Stream.concat(change.from().stream(), change.to().stream())
            .flatMap(Draft::asSplit)
            .forEach(split -> services.add(service(split)));
      }
      return services;
    }

    Stream<TrafficShift> shift(ResourceId service) {
      Optional<Side> from = side(service, Change::from);
      Optional<Side> to = side(service, Change::to);
      if (from.isEmpty() || to.isEmpty() || from.get().shares().equals(to.get().shares())) {
        return Stream.of();
      }
      return to
          .get()
          .split()
          .or(() -> from.get().split())
          .map(Resource::id)
          .or(() -> free(service))
          .map(
              split ->
                  new TrafficShift(split, service.name(), from.get().weights(), to.get().weights()))
          .stream();
    }

    /// A service before or after; empty when it is not there, or when nobody can tell.
    private Optional<Side> side(ResourceId service, Function<Change, Optional<Resource>> version) {
      List<TrafficSplit> of =
          splits.stream()
              .filter(id -> id.kind() == Kind.TRAFFIC_SPLIT && id.tenant().equals(service.tenant()))
              .flatMap(id -> find(id, version).stream())
              .flatMap(Draft::asSplit)
              .filter(split -> service(split).equals(service))
              .toList();
      return find(service, version)
          .filter(_ -> of.size() <= 1)
          .flatMap(it -> it instanceof Service found ? Optional.of(found) : Optional.empty())
          .map(
              found ->
                  new Side(Shares.of(found, of.stream().findFirst()), of.stream().findFirst()));
    }

    private Optional<Resource> find(ResourceId id, Function<Change, Optional<Resource>> version) {
      Change change = changes.get(id);
      return change == null ? world.stable().apply(id) : version.apply(change);
    }

    private Optional<ResourceId> free(ResourceId service) {
      TenantName tenant = service.tenant();
      return Stream.of(service.name().value(), service.name() + "-steps")
          .filter(ResourceName::isValid)
          .map(name -> new ResourceId(Kind.TRAFFIC_SPLIT, tenant, new ResourceName(name)))
          .filter(id -> changes.containsKey(id) || !world.taken().contains(id))
          .filter(id -> find(id, Change::from).isEmpty() && find(id, Change::to).isEmpty())
          .findFirst();
    }

    List<Change> withSplits(List<TrafficShift> shifts) {
      List<Change> all = new ArrayList<>(changes.values());
      shifts.stream()
          .map(TrafficShift::split)
          .filter(id -> !changes.containsKey(id))
          .map(id -> new Change(id, world.stable().apply(id), world.stable().apply(id)))
          .forEach(all::add);
      return all.stream()
          .sorted((a, b) -> a.resource().compareTo(b.resource()))
          .collect(Collectors.toList());
    }

    private static Stream<TrafficSplit> asSplit(Resource resource) {
      return resource instanceof TrafficSplit split ? Stream.of(split) : Stream.of();
    }

    private static ResourceId service(TrafficSplit split) {
      return new ResourceId(Kind.SERVICE, split.metadata().tenant(), split.spec().service());
    }
  }

  /// @param shares of the requests
  /// @param split that says so; empty for a service of which one version answers
  private record Side(Shares shares, Optional<TrafficSplit> split) {
    Map<ResourceName, Integer> weights() {
      return split.map(it -> it.spec().weights()).orElseGet(shares::weights);
    }
  }
}
