package io.skerry.policy.rollout;

import io.skerry.policy.rollout.Candidate.Stratum;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Divides places between strata by their sizes, with the method of the largest remainder: each
/// gets its share, rounded down, and the places left go to those that lost most by rounding. Lives
/// for one division, on one thread.
final class Apportionment {

  private final Map<Stratum, Long> sizes;
  private final Map<Stratum, Long> ties = new HashMap<>();
  private final Map<Stratum, Integer> places = new HashMap<>();
  private final long total;

  /// @param sizes how many nodes each stratum has
  /// @param seed decides between strata that lost equally much
  Apportionment(Map<Stratum, Long> sizes, Seed seed) {
    this.sizes = sizes;
    this.total = sizes.values().stream().mapToLong(Long::longValue).sum();
    sizes.keySet().forEach(it -> ties.put(it, seed.rank(it.place() + "\n" + it.version())));
  }

  /// Gives one place to each agent version, as far as they go, before anything is shared: to the
  /// largest stratum of the version with the most nodes first, and to nodes that were never heard
  /// last.
  Apportionment coverVersions(int most) {
    Map<String, Long> byVersion = new HashMap<>();
    sizes.forEach((stratum, size) -> byVersion.merge(stratum.version(), size, Long::sum));
    byVersion.keySet().stream()
        .sorted(
            Comparator.comparing(String::isEmpty)
                .thenComparing(byVersion::get, Comparator.reverseOrder())
                .thenComparing(Comparator.naturalOrder()))
        .limit(most)
        .map(this::largest)
        .forEach(stratum -> places.put(stratum, 1));
    return this;
  }

  /// Shares the places out.
  ///
  /// @param count all places, those given before included; at most as many as there are nodes
  Map<Stratum, Integer> share(int count) {
    PriorityQueue<Behind> queue = new PriorityQueue<>(Behind.MOST_FIRST);
    sizes.keySet().forEach(stratum -> queue.add(behind(stratum, count)));
    for (int given = places.values().stream().mapToInt(it -> it).sum(); given < count; given++) {
      Stratum next = queue.remove().stratum();
      places.merge(next, 1, Integer::sum);
      queue.add(behind(next, count));
    }
    return places;
  }

  /// How far a stratum is from its share, in units of one over all nodes.
  private Behind behind(Stratum stratum, long count) {
    long behind = sizes.getOrDefault(stratum, 0L) * count - places.getOrDefault(stratum, 0) * total;
    return new Behind(stratum, behind, ties.getOrDefault(stratum, 0L));
  }

  private record Behind(Stratum stratum, long behind, long tie) {
    static final Comparator<Behind> MOST_FIRST =
        Comparator.comparingLong(Behind::behind)
            .reversed()
            .thenComparing(Behind::tie, Long::compareUnsigned)
            .thenComparing(it -> it.stratum().place())
            .thenComparing(it -> it.stratum().version());
  }

  private Stratum largest(String version) {
    List<Stratum> strata =
        sizes.keySet().stream().filter(it -> it.version().equals(version)).toList();
    return strata.stream()
        .max(
            Comparator.<Stratum, Long>comparing(it -> sizes.getOrDefault(it, 0L))
                .thenComparing(it -> ties.getOrDefault(it, 0L), Long::compareUnsigned)
                .thenComparing(Stratum::place))
        .orElseThrow();
  }
}
