package io.skerry.policy.health;

import io.skerry.schema.model.NodeStatus;
import java.util.ArrayList;
import java.util.List;

/// How well a node is: 100 less what each [Sign] costs, never below 0.
///
/// Two numbers come out of the same signs. *Shown* counts all of them. *Decisive* counts only what
/// somebody said or saw, never that something was not heard, and not what the control plane's own
/// moves bring about: gates, budgets, expressions and shares go by it. Silence therefore lowers
/// what is shown and moves nothing.
///
/// @param shown 0 (worst) to 100
/// @param decisive 0 (worst) to 100, at least `shown`
/// @param parts every sign with what it costs, in the order of [Sign]
public record HealthScore(int shown, int decisive, List<Part> parts) {

  /// The best score.
  public static final int BEST = 100;

  /// What one sign costs.
  ///
  /// @param sign which
  /// @param cost 0 to 100
  /// @param reason what was said or seen, for people
  public record Part(Sign sign, int cost, String reason) {}

  /// Copies the list.
  public HealthScore {
    parts = List.copyOf(parts);
  }

  /// The score of a node that was heard at some time.
  public static HealthScore of(Signs signs) {
    List<Part> parts = new ArrayList<>();
    for (Sign sign : Sign.values()) {
      parts.add(Costs.part(sign, signs));
    }
    return new HealthScore(
        total(parts), total(parts.stream().filter(it -> it.sign().isDecisive()).toList()), parts);
  }

  /// The number that decisions go by. It depends on the status alone.
  public static int decisive(NodeStatus status) {
    Signs signs = Signs.of(status);
    int cost = 0;
    for (Sign sign : Sign.values()) {
      cost += sign.isDecisive() ? Costs.part(sign, signs).cost() : 0;
    }
    return Math.max(0, BEST - cost);
  }

  private static int total(List<Part> parts) {
    return Math.max(0, BEST - parts.stream().mapToInt(Part::cost).sum());
  }
}
