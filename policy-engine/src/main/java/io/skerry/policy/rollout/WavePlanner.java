package io.skerry.policy.rollout;

import io.skerry.policy.eval.NodeView;
import io.skerry.policy.eval.PlacementProgram;
import io.skerry.policy.parse.CheckedExpression;
import io.skerry.policy.parse.ExpressionLanguage;
import io.skerry.policy.rollout.Candidate.Stratum;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.Domains;
import io.skerry.schema.model.RolloutStrategy.Wave;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Decides which nodes are moved in which wave. The same input always gives the same plan.
///
/// 1. Nodes are alike, a *stratum*, when cloud, region, failure domain and agent version agree. A
///    wave takes of each stratum its share of what is left, by largest remainder, so that what
///    happens to a wave is what would happen to the rest.
/// 2. Inside a stratum, and in the order in which a wave is moved, nodes come by `hash(seed,
///    node)`. The seed is a digest of what changes and to what: known before the change is written,
///    and another one for the next change, so that not always the same node is first.
/// 3. The first wave has at least one node of each agent version when it is large enough for that.
///    A canary of one is the first node of the largest stratum of the version that most nodes run,
///    and a node that was never heard only when there is no other.
/// 4. Sizes count what is reached once the wave is complete, earlier waves included; a percentage
///    is rounded up. The last wave takes whatever is left, and waves without nodes are left out.
/// 5. A strategy with an order takes its domains one after the other, those that it does not name
///    together at the end. One with a wave of whole domains takes each of them on its own, in that
///    order, then begun ones first. What such a strategy takes in one wave and must not change
///    together, see [Turns], becomes several waves of the same name.
///
/// Lives for one plan, on one thread.
public final class WavePlanner {

  private final RolloutStrategy.Spec strategy;
  private final Seed seed;
  private final List<Candidate> all;
  private final Set<Candidate> left;
  private final Turns turns;

  private WavePlanner(RolloutStrategy.Spec strategy, Seed seed, List<Candidate> all) {
    this.strategy = strategy;
    this.seed = seed;
    this.all = all;
    this.left = new HashSet<>(all);
    this.turns = new Turns(strategy);
  }

  /// Plans the waves of a rollout.
  ///
  /// @param changes what moves
  /// @param strategy how; see [#faults]
  /// @param affected the nodes that it moves, without repeats, in any order
  /// @param places the nodes as they are known
  public static WavePlan plan(
      Collection<Change> changes,
      RolloutStrategy.Spec strategy,
      Collection<ResourceName> affected,
      Function<ResourceName, Optional<NodeView>> places) {
    Seed seed = Seed.of(changes);
    List<Candidate> all =
        affected.stream()
            .map(name -> Candidate.of(name, places.apply(name), strategy, seed))
            .sorted(Candidate.ORDER)
            .toList();
    return new WavePlanner(strategy, seed, all).plan();
  }

  /// Why a strategy cannot be followed: expressions of its waves that another release accepted. A
  /// wave with such an expression is planned without nodes, so nobody should follow the plan.
  public static List<FieldError> faults(RolloutStrategy.Spec strategy) {
    List<FieldError> faults = new ArrayList<>();
    for (int i = 0; i < strategy.waves().size(); i++) {
      String field = "spec.waves[" + i + "].where";
      strategy
          .waves()
          .get(i)
          .where()
          .map(ExpressionLanguage.overNodes()::check)
          .ifPresent(
              checked -> {
                if (checked instanceof CheckedExpression.Invalid(var problems)) {
                  problems.forEach(it -> faults.add(new FieldError(field, it.toString())));
                }
              });
    }
    return faults;
  }

  /// Whether somebody must approve a wave before it begins. An approval that the strategy wants
  /// before a wave without nodes is needed before the next one that has some.
  ///
  /// @param previous the wave of the plan before it; empty for the first
  static boolean needsApproval(
      RolloutStrategy.Spec strategy, Optional<ResourceName> previous, ResourceName wave) {
    List<ResourceName> names = strategy.waves().stream().map(Wave::name).toList();
    int from = previous.map(names::indexOf).orElse(-1) + 1;
    int to = names.indexOf(wave) + 1;
    return from < to && strategy.waves().subList(from, to).stream().anyMatch(Wave::approval);
  }

  private WavePlan plan() {
    List<WavePlan.Wave> waves = new ArrayList<>();
    for (int i = 0; i < strategy.waves().size() && !left.isEmpty(); i++) {
      Wave wave = strategy.waves().get(i);
      boolean isLast = i == strategy.waves().size() - 1;
      Set<Candidate> members = isLast ? Set.copyOf(left) : members(wave, waves.isEmpty());
      inTurns(members).forEach(nodes -> waves.add(new WavePlan.Wave(wave.name(), nodes)));
      left.removeAll(members);
    }
    return WavePlan.of(waves);
  }

  /// The members of a wave, apart where they must not be changed together.
  private Collection<List<ResourceName>> inTurns(Set<Candidate> members) {
    Map<String, List<ResourceName>> byTurn = new LinkedHashMap<>();
    if (turns.areSeveral()) {
      domainsInOrder().forEach(domain -> byTurn.put(turns.of(domain), new ArrayList<>()));
    }
    all.stream()
        .filter(members::contains)
        .forEach(
            it ->
                byTurn
                    .computeIfAbsent(turns.of(it.domain()), _ -> new ArrayList<>())
                    .add(it.name()));
    return byTurn.values().stream().filter(nodes -> !nodes.isEmpty()).toList();
  }

  private Set<Candidate> members(Wave wave, boolean isFirst) {
    List<Candidate> eligible = all.stream().filter(left::contains).filter(matches(wave)).toList();
    return switch (wave.size()) {
      case Amount.Count(int nodes) -> choose(eligible, nodes - reached(), isFirst);
      case Amount.Percent(double percent) -> choose(eligible, share(percent) - reached(), isFirst);
      case Domains(int domains) -> {
        Set<String> chosen = domainsInOrder().stream().limit(domains).collect(Collectors.toSet());
        yield eligible.stream()
            .filter(it -> chosen.contains(it.domain()))
            .collect(Collectors.toSet());
      }
    };
  }

  private int reached() {
    return all.size() - left.size();
  }

  private int share(double percent) {
    return BigDecimal.valueOf(percent)
        .multiply(BigDecimal.valueOf(all.size()))
        .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
        .intValueExact();
  }

  private static Predicate<Candidate> matches(Wave wave) {
    return wave.where()
        .<Predicate<Candidate>>map(
            where ->
                switch (ExpressionLanguage.overNodes().check(where)) {
                  case CheckedExpression.Valid(PlacementProgram program, long _) ->
                      candidate -> candidate.view().filter(program::matches).isPresent();
                  case CheckedExpression.Invalid _ -> _ -> false;
                })
        .orElse(_ -> true);
  }

  /// @param eligible in order
  private Set<Candidate> choose(List<Candidate> eligible, int count, boolean isFirst) {
    Map<String, Integer> ownTurns = new HashMap<>();
    if (turns.isByDomain()) {
      domainsInOrder().forEach(domain -> ownTurns.put(domain, ownTurns.size()));
    }
    SortedMap<Integer, List<Candidate>> byRank =
        eligible.stream()
            .collect(
                Collectors.groupingBy(
                    it -> ownTurns.getOrDefault(it.domain(), it.stratum().rank()),
                    TreeMap::new,
                    Collectors.toList()));
    Set<Candidate> chosen = new HashSet<>();
    for (List<Candidate> group : byRank.values()) {
      int places = Math.min(count - chosen.size(), group.size());
      if (places == group.size()) {
        chosen.addAll(group);
      } else if (places > 0) {
        chosen.addAll(sample(group, places, isFirst));
      }
    }
    return chosen;
  }

  /// @param group in order, more than there are places
  private List<Candidate> sample(List<Candidate> group, int count, boolean isFirst) {
    Map<Stratum, Long> sizes =
        group.stream().collect(Collectors.groupingBy(Candidate::stratum, Collectors.counting()));
    Apportionment apportionment = new Apportionment(sizes, seed);
    Map<Stratum, Integer> places =
        new HashMap<>(apportionment.coverVersions(isFirst ? count : 0).share(count));
    return group.stream().filter(it -> places.merge(it.stratum(), -1, Integer::sum) >= 0).toList();
  }

  private List<String> domainsInOrder() {
    Set<String> domains = all.stream().map(Candidate::domain).collect(Collectors.toSet());
    Set<String> unfinished = left.stream().map(Candidate::domain).collect(Collectors.toSet());
    Set<String> begun =
        all.stream()
            .filter(it -> !left.contains(it))
            .map(Candidate::domain)
            .collect(Collectors.toSet());
    return domains.stream()
        .sorted(
            Comparator.<String>comparingInt(it -> FailureDomains.rank(it, strategy.order()))
                .thenComparing(unfinished::contains)
                .thenComparing(it -> !begun.contains(it))
                .thenComparing(seed::rank, Long::compareUnsigned)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }
}
