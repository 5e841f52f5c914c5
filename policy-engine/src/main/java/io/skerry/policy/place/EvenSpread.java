package io.skerry.policy.place;

import com.google.common.hash.Hashing;
import io.skerry.policy.eval.NodeView;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/// Chooses some of many nodes, spread evenly over failure domains, deterministically and stably.
///
/// 1. The nodes are grouped by the most important domain; each next place goes to the group that
///    has the fewest places and a node left, ties in the order of `hash(resource, group)`.
/// 2. Inside a group the same is done with the next domain.
/// 3. At the bottom the nodes come in the order of `hash(resource, node)`.
///
/// Each hash depends on one group or node only, so that one node coming or going moves at most one
/// other.
final class EvenSpread {

  private final ResourceId resource;
  private final List<Domain> domains;

  private EvenSpread(ResourceId resource, List<Domain> domains) {
    this.resource = resource;
    this.domains = domains;
  }

  static BitSet choose(
      ResourceId resource, List<Domain> domains, NodeTable nodes, BitSet candidates, int places) {
    List<Candidate> all =
        candidates.stream()
            .mapToObj(slot -> nodes.at(slot).map(node -> new Candidate(slot, node)).stream())
            .flatMap(stream -> stream)
            .toList();
    BitSet chosen = new BitSet(nodes.size());
    new EvenSpread(resource, domains).fill(all, 0, places, chosen);
    return chosen;
  }

  private void fill(List<Candidate> candidates, int level, int places, BitSet chosen) {
    if (places == 0) {
      return;
    }
    if (places >= candidates.size()) {
      candidates.forEach(candidate -> chosen.set(candidate.slot()));
    } else if (level == domains.size()) {
      candidates.stream()
          .map(candidate -> new Ranked(rank(candidate.node().name().value()), candidate.slot()))
          .sorted(Comparator.comparing(Ranked::rank))
          .limit(places)
          .forEach(ranked -> chosen.set(ranked.slot()));
    } else {
      for (Group group : share(group(candidates, domains.get(level)), places)) {
        fill(group.members, level + 1, group.places, chosen);
      }
    }
  }

  private List<Group> group(List<Candidate> candidates, Domain domain) {
    Map<String, List<Candidate>> byDomain = new TreeMap<>();
    for (Candidate candidate : candidates) {
      byDomain
          .computeIfAbsent(domainOf(candidate.node(), domain), _ -> new ArrayList<>())
          .add(candidate);
    }
    return byDomain.entrySet().stream()
        .map(entry -> new Group(rank(entry.getKey()), entry.getValue()))
        .toList();
  }

  private static List<Group> share(List<Group> groups, int places) {
    PriorityQueue<Group> next = new PriorityQueue<>(Group.FEWEST_PLACES_FIRST);
    next.addAll(groups);
    for (int left = places; left > 0; left--) {
      Group group = next.remove();
      group.places++;
      if (group.places < group.members.size()) {
        next.add(group);
      }
    }
    return groups;
  }

  private Rank rank(String name) {
    long hash =
        Hashing.farmHashFingerprint64()
            .hashString(resource + "\n" + name, StandardCharsets.UTF_8)
            .asLong();
    return new Rank(hash, name);
  }

  private static String domainOf(NodeView node, Domain domain) {
    String cloud = node.cell().spec().cloud().name().toLowerCase(Locale.ROOT);
    String cell = node.cell().metadata().name().value();
    return switch (domain) {
      case NODE -> "node/" + node.name();
      case ZONE -> "zone/" + cell + "/" + node.zone();
      case CELL -> "cell/" + cell;
      case REGION -> "region/" + cloud + "/" + node.cell().spec().region();
      case CLOUD -> "cloud/" + cloud;
    };
  }

  private record Candidate(int slot, NodeView node) {}

  private record Ranked(Rank rank, int slot) {}

  /// The name decides between equal hashes.
  private record Rank(long hash, String name) implements Comparable<Rank> {
    @Override
    public int compareTo(Rank other) {
      int byHash = Long.compareUnsigned(hash, other.hash);
      return byHash != 0 ? byHash : name.compareTo(other.name);
    }
  }

  private static final class Group {
    private static final Comparator<Group> FEWEST_PLACES_FIRST =
        Comparator.<Group>comparingInt(group -> group.places).thenComparing(group -> group.rank);

    private final Rank rank;
    private final List<Candidate> members;
    private int places;

    private Group(Rank rank, List<Candidate> members) {
      this.rank = rank;
      this.members = members;
    }
  }
}
