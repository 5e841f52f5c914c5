package io.skerry.policy.stats;

/// Stops on evidence about the difference of error rates, looked at after every batch.
public final class SequentialErrors implements Rule<Tally> {

  /// What it waits for.
  public enum Wanted {
    /// The canary is worse by more than the tolerance: red.
    WORSE,
    /// The canary is not worse by more than the tolerance: green.
    NOT_WORSE,
    /// Either: the confidence interval no longer holds the tolerance.
    ANY
  }

  private final Wanted wanted;
  private final double tolerance;
  private final Alpha alpha;
  private Tally canary = Tally.NONE;
  private Tally baseline = Tally.NONE;

  /// @param tolerance as in [ErrorRates#notWorse]
  public SequentialErrors(Wanted wanted, double tolerance, Alpha alpha) {
    this.wanted = wanted;
    this.tolerance = tolerance;
    this.alpha = alpha;
  }

  @Override
  public boolean stops(Tally canaryBatch, Tally baselineBatch) {
    canary = canary.plus(canaryBatch);
    baseline = baseline.plus(baselineBatch);
    return switch (wanted) {
      case WORSE -> worse();
      case NOT_WORSE -> notWorse();
      case ANY -> worse() || notWorse();
    };
  }

  /// Below the tolerance there is no evidence of being above it, so the time to look is saved.
  private boolean worse() {
    return canary.rate() - baseline.rate() > tolerance
        && RateDifference.worse(canary, baseline, tolerance) >= alpha.threshold();
  }

  private boolean notWorse() {
    return canary.rate() - baseline.rate() < tolerance
        && RateDifference.notWorse(canary, baseline, tolerance) >= alpha.threshold();
  }
}
