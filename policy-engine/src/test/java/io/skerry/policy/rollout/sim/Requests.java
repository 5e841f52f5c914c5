package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.Evidence;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout.Verdict;
import io.skerry.schema.model.RolloutStrategy.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// What is measured of the requests that nodes serve: a version that errs shows it soon, a good one
/// needs longer to be shown good, and one that nobody calls shows nothing.
///
/// @param now by the clock of whoever judges
record Requests(World world, Instant now) implements Evidence {

  static final Duration TO_SHOW_ERRORS = Duration.ofSeconds(30);
  static final Duration TO_SHOW_NONE = Duration.ofSeconds(60);

  private static final String ERRING = "erring";
  private static final String UNUSED = "unused";

  /// A version that errs.
  static String erring(long number) {
    return "v" + number + "-" + ERRING;
  }

  /// A version that nobody calls.
  static String unused(long number) {
    return "v" + number + "-" + UNUSED;
  }

  static boolean errs(Set<ResourceName> versions) {
    return versions.stream().anyMatch(it -> it.value().endsWith(ERRING));
  }

  static boolean isUnused(Set<ResourceName> versions) {
    return versions.stream().anyMatch(it -> it.value().endsWith(UNUSED));
  }

  @Override
  public Judgement judge(Gate gate, Comparison compared) {
    return Evidence.NONE.judge(gate, compared);
  }

  @Override
  public Judgement judge(Gate gate, Versions compared) {
    Duration measured = measured(compared);
    if (compared.nodes().isEmpty() || isUnused(compared.candidates())) {
      return new Judgement(Verdict.INCONCLUSIVE, "no requests");
    }
    if (errs(compared.candidates()) && measured.compareTo(TO_SHOW_ERRORS) >= 0) {
      return new Judgement(Verdict.RED, "too many errors");
    }
    boolean isShown =
        !gate.compareToBaseline()
            && !errs(compared.candidates())
            && measured.compareTo(TO_SHOW_NONE) >= 0;
    return new Judgement(isShown ? Verdict.GREEN : Verdict.INCONCLUSIVE, "so far");
  }

  private Duration measured(Versions compared) {
    Duration sinceStep =
        compared.since().isAfter(now) ? Duration.ZERO : Duration.between(compared.since(), now);
    return world.has(Bug.EVIDENCE_OF_FORMER_STEP) ? Duration.ofDays(1) : sinceStep;
  }
}
