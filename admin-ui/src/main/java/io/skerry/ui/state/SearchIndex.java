package io.skerry.ui.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds nodes and cells by a few typed letters. Pure. Better matches first: the whole name, its
/// beginning, a part of it, its letters in order; then by cloud, region, zone, city, state or
/// label; then by name.
public final class SearchIndex {

  private static final int NO_MATCH = -1;
  private static final int IN_DETAILS = 4;

  private SearchIndex() {}

  /// Something found.
  ///
  /// @param title its name
  /// @param details one line to recognise it by
  public record Hit(Selection target, String title, String details, Optional<NodeState> state) {}

  private record Scored(int score, Hit hit) {}

  /// At most `limit` hits, best first; an empty query lists cells, then nodes.
  public static List<Hit> find(FleetImage image, String query, int limit) {
    String wanted = query.strip().toLowerCase(Locale.ROOT);
    var scored = new ArrayList<Scored>();
    for (CellView cell : image.cells().values()) {
      add(scored, wanted, cellHit(cell));
    }
    for (NodeView node : image.nodes().values()) {
      add(scored, wanted, nodeHit(image, node));
    }
    return scored.stream()
        .sorted(
            Comparator.comparingInt(Scored::score)
                .thenComparing(found -> found.hit().state().isPresent())
                .thenComparing(found -> found.hit().title()))
        .limit(limit)
        .map(Scored::hit)
        .toList();
  }

  private static void add(List<Scored> scored, String wanted, Hit hit) {
    int score = score(hit.title().toLowerCase(Locale.ROOT), wanted);
    if (score == NO_MATCH && hit.details().toLowerCase(Locale.ROOT).contains(wanted)) {
      score = IN_DETAILS;
    }
    if (score != NO_MATCH) {
      scored.add(new Scored(score, hit));
    }
  }

  private static int score(String name, String wanted) {
    if (name.equals(wanted)) {
      return 0;
    }
    if (name.startsWith(wanted)) {
      return 1;
    }
    if (name.contains(wanted)) {
      return 2;
    }
    return lettersInOrder(name, wanted) ? 3 : NO_MATCH;
  }

  private static boolean lettersInOrder(String name, String wanted) {
    int at = 0;
    for (int i = 0; i < wanted.length(); i++) {
      at = name.indexOf(wanted.charAt(i), at) + 1;
      if (at == 0) {
        return false;
      }
    }
    return true;
  }

  private static Hit cellHit(CellView cell) {
    String details = cell.cloudTitle() + " · " + cell.region();
    return new Hit(
        new Selection.OfCell(cell.name()), cell.name().value(), details, Optional.empty());
  }

  private static Hit nodeHit(FleetImage image, NodeView node) {
    CellView cell = image.cell(node.cell());
    var details = new ArrayList<String>();
    for (String part :
        List.of(cell.cloudTitle(), cell.region(), node.place().zone(), node.place().city())) {
      if (!part.isBlank()) {
        details.add(part);
      }
    }
    node.agent().labels().forEach((key, value) -> details.add(key + "=" + value));
    return new Hit(
        new Selection.OfNode(node.name()),
        node.name().value(),
        String.join(" · ", details),
        Optional.of(node.state()));
  }
}
