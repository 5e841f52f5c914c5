package io.skerry.policy.traffic;

import io.skerry.schema.model.Delivery;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TrafficSplit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// How the requests of a service divide between its versions, where no rule decides.
///
/// @param byVersion above 0 and at most 1 each, their sum 1; a version without requests is absent
public record Shares(SortedMap<ResourceName, Double> byVersion) {

  private static final double NOISE = 1e-9;
  private static final int ROUND = 100;
  private static final int FINE = 10_000;

  /// Copies the map.
  public Shares {
    byVersion = Collections.unmodifiableSortedMap(new TreeMap<>(byVersion));
  }

  /// The shares that relative weights mean.
  ///
  /// @param weights 0 or more each, their sum positive
  public static Shares of(Map<ResourceName, Integer> weights) {
    double sum = weights.values().stream().mapToLong(Integer::longValue).sum();
    SortedMap<ResourceName, Double> shares = new TreeMap<>();
    weights.forEach(
        (version, weight) -> {
          if (weight > 0) {
            shares.put(version, weight / sum);
          }
        });
    return new Shares(shares);
  }

  /// What nodes do with the requests of a service.
  static Shares of(Service service, Optional<TrafficSplit> split) {
    return split
        .map(it -> of(it.spec().weights()))
        .orElseGet(() -> of(Map.of(answering(service.spec()), 1)));
  }

  /// The version that answers where no split says otherwise.
  private static ResourceName answering(Service.Spec service) {
    return service
        .delivery()
        .defaultVersion()
        .orElseGet(() -> Delivery.firstOf(service.versions().keySet()));
  }

  /// The share of a version.
  public double of(ResourceName version) {
    return byVersion.getOrDefault(version, 0.0);
  }

  /// The versions that get more afterwards.
  public Set<ResourceName> gaining(Shares next) {
    Set<ResourceName> gaining = new TreeSet<>();
    next.byVersion()
        .forEach(
            (version, share) -> {
              if (share > of(version) + NOISE) {
                gaining.add(version);
              }
            });
    return gaining;
  }

  /// How far to go towards other shares so that no version that gets more has more than `most`,
  /// unless it has that already: 0 is here, 1 is there.
  double reach(Shares next, double most) {
    double reach = 1;
    for (ResourceName version : gaining(next)) {
      double room = (most - of(version)) / (next.of(version) - of(version));
      reach = Math.min(reach, Math.max(0, room));
    }
    return reach < NOISE ? 0 : reach;
  }

  /// The shares on the way to others.
  Shares towards(Shares next, double reach) {
    SortedMap<ResourceName, Double> shares = new TreeMap<>();
    Set<ResourceName> versions = new TreeSet<>(byVersion.keySet());
    versions.addAll(next.byVersion().keySet());
    for (ResourceName version : versions) {
      double share = of(version) + (next.of(version) - of(version)) * reach;
      if (share > NOISE) {
        shares.put(version, share);
      }
    }
    return new Shares(shares);
  }

  /// Weights that mean these shares: percentages where they are whole, else parts of 10,000. A
  /// version that has any share has a weight.
  Map<ResourceName, Integer> weights() {
    boolean isRound =
        byVersion.values().stream()
            .allMatch(share -> Math.abs(share * ROUND - Math.rint(share * ROUND)) < NOISE * ROUND);
    return apportioned(isRound ? ROUND : FINE);
  }

  private Map<ResourceName, Integer> apportioned(int total) {
    SortedMap<ResourceName, Integer> weights = new TreeMap<>();
    byVersion.forEach(
        (version, share) ->
            weights.put(version, Math.max(1, (int) Math.floor(share * total + NOISE))));
    int left = total - weights.values().stream().mapToInt(Integer::intValue).sum();
    List<ResourceName> byRemainder = new ArrayList<>(byVersion.keySet());
    byRemainder.sort(
        Comparator.<ResourceName>comparingDouble(
                version -> weights.getOrDefault(version, 0) - of(version) * total)
            .thenComparing(Comparator.naturalOrder()));
    for (int i = 0; i < left; i++) {
      weights.merge(byRemainder.get(i % byRemainder.size()), 1, Integer::sum);
    }
    return weights;
  }
}
