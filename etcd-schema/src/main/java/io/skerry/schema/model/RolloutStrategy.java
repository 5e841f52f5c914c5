package io.skerry.schema.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A reusable description of waves, bake times, budgets and gates.
///
/// @param metadata cluster-scoped
/// @param spec what was declared
public record RolloutStrategy(Metadata metadata, Spec spec) implements Resource {

  /// @param domain the failure domain that budgets and stratification use
  /// @param order names of failure domains in the order in which they are taken, those not named
  ///   last; empty takes all domains alike
  /// @param waves at least one; the last one must cover everything
  /// @param bake how long a complete wave is watched before the next
  /// @param deadline of one wave, after which the rollout holds
  /// @param maxUnavailable the most nodes of one domain that may be unavailable
  /// @param gates all must be green on enough evidence
  /// @param onFailure what a red gate does
  /// @param traffic how requests move to the versions of a service that get more of them; all at
  ///   once when absent
  public record Spec(
      Domain domain,
      List<String> order,
      List<Wave> waves,
      Duration bake,
      Duration deadline,
      Amount maxUnavailable,
      List<Gate> gates,
      OnFailure onFailure,
      Optional<Traffic> traffic) {

    /// Copies the lists.
    public Spec {
      order = List.copyOf(order);
      waves = List.copyOf(waves);
      gates = List.copyOf(gates);
    }

    /// A strategy that moves requests all at once.
    @SuppressWarnings("checkstyle:ParameterNumber")
    public Spec(
        Domain domain,
        List<String> order,
        List<Wave> waves,
        Duration bake,
        Duration deadline,
        Amount maxUnavailable,
        List<Gate> gates,
        OnFailure onFailure) {
      this(
          domain, order, waves, bake, deadline, maxUnavailable, gates, onFailure, Optional.empty());
    }
  }

  /// How requests move to the versions of a service that get more of them than before. Every wave
  /// of nodes begins with the first step; when all of them have it, each further step is one more
  /// wave, of all nodes.
  ///
  /// @param steps the most requests that a version may get which had fewer before, in percent,
  ///   above 0 and below 100, ascending, at least one; what was declared comes after the last of
  ///   them
  /// @param bake how long each further step is watched; the strategy's when absent
  /// @param gates on error rate and latency of these versions, beside those that get fewer
  ///   requests. None may be red at any time, and before the next step each must be green; one that
  ///   compares and allows no difference cannot be shown to hold, and need only not be red
  public record Traffic(List<Double> steps, Optional<Duration> bake, List<Gate> gates) {

    /// Copies the lists.
    public Traffic {
      steps = List.copyOf(steps);
      gates = List.copyOf(gates);
    }
  }

  /// @param name shown to operators, unique within the strategy
  /// @param size how many of the nodes that the change reaches have it when this wave is complete
  /// @param where a CEL expression over the node: only nodes that match are members
  /// @param approval whether an operator, not the author, must approve the wave before it begins
  /// @param bake how long this wave is watched; the strategy's when absent
  public record Wave(
      ResourceName name,
      Size size,
      Optional<String> where,
      boolean approval,
      Optional<Duration> bake) {}

  /// How much a wave reaches.
  public sealed interface Size permits Amount, Domains {}

  /// As many failure domains, each as a whole.
  ///
  /// @param domains at least 1
  public record Domains(int domains) implements Size {}

  /// A number of nodes, absolute or relative.
  public sealed interface Amount extends Size {
    /// @param nodes at least 0
    record Count(int nodes) implements Amount {}

    /// @param percent 0 to 100
    record Percent(double percent) implements Amount {}
  }

  /// @param metric what is measured
  /// @param max the highest value that passes
  /// @param min the lowest value that passes
  /// @param compareToBaseline whether the bound is on the difference from nodes without the change
  /// @param minSamples fewer samples are inconclusive, at least 0
  public record Gate(
      Metric metric,
      Optional<Double> max,
      Optional<Double> min,
      boolean compareToBaseline,
      long minSamples) {}

  /// What a gate can look at.
  public enum Metric {
    ACK_FAILURE_RATE("ackFailureRate"),
    ERROR_RATE("errorRate"),
    LATENCY_P99("latencyP99"),
    HEALTH_SCORE("healthScore"),
    CRASH_LOOPS("crashLoops");

    private final String wireName;

    Metric(String wireName) {
      this.wireName = wireName;
    }

    /// The value of the `metric` field.
    public String wireName() {
      return wireName;
    }
  }

  /// What happens when a gate is red.
  public enum OnFailure {
    ROLLBACK,
    HOLD
  }
}
