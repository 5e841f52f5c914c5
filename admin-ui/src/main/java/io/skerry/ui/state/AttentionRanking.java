package io.skerry.ui.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds what needs a look and puts the widest reaching first. Pure.
///
/// 1. Nodes that are fine are left out: ready ones, and updating ones for their first
///    [#UPDATING_IS_FINE].
/// 2. The rest is grouped by state and reason; figures in a reason do not split a group.
/// 3. Groups are sorted by the number of nodes, then by severity, then by age.
public final class AttentionRanking {

  /// The most sentences a person reads under stress.
  public static final int MAX = 7;

  /// An update takes a blink; after this long it is stuck.
  public static final Duration UPDATING_IS_FINE = Duration.ofSeconds(30);

  private static final Pattern FIGURES = Pattern.compile("\\b[0-9a-f]{8,}\\b|\\d+");

  private AttentionRanking() {}

  private record Key(NodeState state, String reason) {}

  /// At most [#MAX] groups, the widest reaching first.
  public static List<Attention> rank(FleetImage image, Instant now) {
    Map<Key, List<NodeView>> groups = new LinkedHashMap<>();
    image.nodes().values().stream()
        .filter(node -> needsLook(node, now))
        .forEach(node -> groups.computeIfAbsent(key(node), fresh -> new ArrayList<>()).add(node));
    Map<CellName, Integer> cellSizes = new HashMap<>();
    image.nodes().values().forEach(node -> cellSizes.merge(node.cell(), 1, Integer::sum));
    return groups.values().stream()
        .map(group -> attention(group, image, cellSizes))
        .sorted(WIDEST_FIRST)
        .limit(MAX)
        .toList();
  }

  private static Key key(NodeView node) {
    if (node.health().reason().isEmpty()) {
      return new Key(node.state(), "");
    }
    String reason = FIGURES.matcher(node.health().reason()).replaceAll("#");
    return new Key(node.state(), reason.replace(node.name().value(), "#"));
  }

  private static final Comparator<Attention> WIDEST_FIRST =
      Comparator.comparingInt((Attention item) -> -item.radius())
          .thenComparingInt(item -> -item.state().severity())
          .thenComparing(item -> item.since().orElse(Instant.MAX))
          .thenComparing(
              item -> item.nodes().stream().min(Comparator.naturalOrder()).orElseThrow());

  private static boolean needsLook(NodeView node, Instant now) {
    return switch (node.state()) {
      case READY -> false;
      case UPDATING ->
          node.health()
              .since()
              .filter(since -> Duration.between(since, now).compareTo(UPDATING_IS_FINE) > 0)
              .isPresent();
      case DEGRADED, STALE, LOST, PENDING -> true;
    };
  }

  private static Attention attention(
      List<NodeView> group, FleetImage image, Map<CellName, Integer> cellSizes) {
    Set<NodeName> names =
        group.stream().map(NodeView::name).collect(Collectors.toUnmodifiableSet());
    Optional<Instant> since =
        group.stream().flatMap(node -> node.health().since().stream()).min(Instant::compareTo);
    NodeView first = Collections.min(group, Comparator.comparing(NodeView::name));
    return new Attention(
        first.state(), names, where(group, image, cellSizes), first.health().reason(), since);
  }

  private static Attention.Where where(
      Collection<NodeView> group, FleetImage image, Map<CellName, Integer> cellSizes) {
    NodeView first = group.iterator().next();
    if (group.size() == 1 && cellSizes.getOrDefault(first.cell(), 0) > 1) {
      return new Attention.Where.OneNode(first.name(), first.cell());
    }
    Set<CellName> cells = new HashSet<>();
    group.forEach(node -> cells.add(node.cell()));
    if (cells.size() == 1) {
      boolean whole = cellSizes.getOrDefault(first.cell(), 0) == group.size();
      return new Attention.Where.OneCell(first.cell(), whole);
    }
    Set<String> clouds = new HashSet<>();
    Set<String> regions = new HashSet<>();
    for (CellName name : cells) {
      CellView cell = image.cell(name);
      clouds.add(cell.cloudTitle());
      regions.add(cell.cloudTitle() + "/" + cell.region());
    }
    CellView cell = image.cell(first.cell());
    if (regions.size() == 1) {
      return new Attention.Where.OneRegion(cell.cloudTitle(), cell.region());
    }
    return clouds.size() == 1
        ? new Attention.Where.OneCloud(cell.cloudTitle())
        : new Attention.Where.Clouds(clouds.size(), cells.size());
  }
}
