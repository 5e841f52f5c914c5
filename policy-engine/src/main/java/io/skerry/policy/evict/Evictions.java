package io.skerry.policy.evict;

import io.skerry.policy.rollout.Places;
import io.skerry.schema.codec.Durations;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Eviction;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.RolloutStrategy.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Decides which silent node bounded placements of services should do without. Pure.
///
/// 1. Only a `managed` node that was heard once and has been silent for the grace time. An
///    `autonomous` node never.
/// 2. Only where another node is there to take its place.
/// 3. Nobody while more nodes of its failure domain, or of the whole fleet, are silent than the
///    budget allows: that is no news about nodes but about the way to them.
/// 4. One at a time, with a pause after each.
///
/// An eviction drains nothing. The silent node keeps what it has and its ref; others are given what
/// it may not be serving any more. It ends in the moment in which the node is heard.
public final class Evictions {

  private Evictions() {}

  /// The settings.
  ///
  /// @param grace how long a node must have been silent
  /// @param pause between two evictions
  /// @param domain of the budget
  /// @param maxUnavailable the most nodes of one domain, and of the fleet, that may be silent
  public record Rules(Duration grace, Duration pause, Domain domain, Amount maxUnavailable) {}

  /// A declared node.
  ///
  /// @param places its failure domains
  /// @param mode whether it may be evicted at all
  /// @param status what it last said; empty when it never spoke
  public record Watched(Places places, Node.Mode mode, Optional<NodeStatus> status) {

    boolean isSilent() {
      return status.filter(it -> it.reachability() == Reachability.SILENT).isPresent();
    }

    Optional<Eviction> eviction() {
      return status.flatMap(it -> it.findings().eviction());
    }

    Instant silentSince() {
      return status.filter(_ -> isSilent()).map(NodeStatus::changedAt).orElse(Instant.MAX);
    }
  }

  /// What is decided.
  public sealed interface Outcome {

    /// Nobody is due.
    record Nothing() implements Outcome {}

    /// Somebody is due, and nobody may be evicted.
    ///
    /// @param reason for operators
    record Held(String reason) implements Outcome {}

    /// This node is evicted.
    ///
    /// @param node which
    /// @param eviction when and why
    record Evict(ResourceName node, Eviction eviction) implements Outcome {}
  }

  /// Decides.
  ///
  /// @param fleet every declared node whose cell is declared
  /// @param losing the services whose places of a node another node would take; asked only for
  ///   nodes that are due
  /// @param now by the clock of whoever leads
  public static Outcome decide(
      Collection<Watched> fleet,
      Function<ResourceName, List<ResourceId>> losing,
      Rules rules,
      Instant now) {
    List<Watched> due =
        fleet.stream()
            .filter(node -> isDue(node, rules, now))
            .filter(node -> !losing.apply(node.places().node()).isEmpty())
            .sorted(
                Comparator.comparing(Watched::silentSince)
                    .thenComparing(node -> node.places().node()))
            .toList();
    if (due.isEmpty()) {
      return new Outcome.Nothing();
    }
    Optional<String> hold = pause(fleet, rules, now).or(() -> crowd(fleet, rules));
    return hold.<Outcome>map(Outcome.Held::new)
        .orElseGet(() -> first(due, fleet, losing, rules, now));
  }

  private static boolean isDue(Watched node, Rules rules, Instant now) {
    return node.isSilent()
        && node.mode() == Node.Mode.MANAGED
        && node.eviction().isEmpty()
        && !now.isBefore(node.silentSince().plus(rules.grace()));
  }

  private static Optional<String> pause(Collection<Watched> fleet, Rules rules, Instant now) {
    return fleet.stream()
        .flatMap(node -> node.eviction().stream())
        .map(it -> it.at().plus(rules.pause()))
        .max(Instant::compareTo)
        .filter(now::isBefore)
        .map(until -> "The next node can be evicted at " + until);
  }

  private static Optional<String> crowd(Collection<Watched> fleet, Rules rules) {
    return tooMany(fleet, rules).map(figures -> "Nobody is evicted: " + figures + " of the fleet");
  }

  private static Outcome first(
      List<Watched> due,
      Collection<Watched> fleet,
      Function<ResourceName, List<ResourceId>> losing,
      Rules rules,
      Instant now) {
    Optional<Outcome> held = Optional.empty();
    for (Watched node : due) {
      String domain = node.places().in(rules.domain());
      Optional<String> crowded =
          tooMany(
              fleet.stream().filter(it -> it.places().in(rules.domain()).equals(domain)).toList(),
              rules);
      if (crowded.isEmpty()) {
        return new Outcome.Evict(
            node.places().node(), new Eviction(now, reason(node, losing, rules)));
      }
      held =
          held.or(
              () ->
                  Optional.of(
                      new Outcome.Held(
                          "Nobody of %s is evicted: %s of it".formatted(domain, crowded.get()))));
    }
    return held.orElseGet(Outcome.Nothing::new);
  }

  private static Optional<String> tooMany(Collection<Watched> nodes, Rules rules) {
    long silent = nodes.stream().filter(Watched::isSilent).count();
    int budget = budget(rules.maxUnavailable(), nodes.size());
    return silent <= budget
        ? Optional.empty()
        : Optional.of("%d nodes are silent, more than the %d".formatted(silent, budget));
  }

  private static int budget(Amount allowed, int declared) {
    return switch (allowed) {
      case Amount.Count(int nodes) -> nodes;
      case Amount.Percent(double percent) ->
          percent > 0 ? Math.max(1, (int) Math.floor(percent * declared / 100)) : 0;
    };
  }

  private static String reason(
      Watched node, Function<ResourceName, List<ResourceId>> losing, Rules rules) {
    return "silent since %s, longer than the grace time of %s; others take its place in %s"
        .formatted(
            node.silentSince(),
            Durations.format(rules.grace()),
            losing.apply(node.places().node()).stream()
                .limit(5)
                .map(id -> id.tenant() + "/" + id.name())
                .collect(Collectors.joining(", ")));
  }
}
