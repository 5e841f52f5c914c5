package io.skerry.policy.rollout;

import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.RolloutStrategy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How much of a failure domain's budget is used, by whatever keeps its nodes away.
///
/// @param domain its name
/// @param nodes declared in it
/// @param allowed how many of them may be away
/// @param away those that are, ordered by name
public record BudgetUse(String domain, int nodes, int allowed, List<ResourceName> away) {

  /// Copies the list.
  public BudgetUse {
    away = List.copyOf(away);
  }

  /// The domains in which somebody is away, the fullest first.
  ///
  /// @param nodes every declared node
  /// @param strategy whose domains and budget
  public static List<BudgetUse> of(Collection<NodeSight> nodes, RolloutStrategy.Spec strategy) {
    Map<String, Integer> declared = new HashMap<>();
    Map<String, List<ResourceName>> away = new TreeMap<>();
    for (NodeSight node : nodes) {
      String domain = node.places().in(strategy.domain());
      declared.merge(domain, 1, Integer::sum);
      if (!(node.standing() instanceof Standing.Steady)) {
        away.computeIfAbsent(domain, _ -> new ArrayList<>()).add(node.name());
      }
    }
    return away.entrySet().stream()
        .map(
            entry -> {
              int all = declared.getOrDefault(entry.getKey(), 0);
              return new BudgetUse(
                  entry.getKey(),
                  all,
                  Room.budget(strategy.maxUnavailable(), all),
                  entry.getValue().stream().sorted().toList());
            })
        .sorted(Comparator.comparingInt((BudgetUse it) -> it.allowed() - it.away().size()))
        .toList();
  }
}
