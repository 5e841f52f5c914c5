package io.skerry.policy.stats;

/// The usual rule: the canary's error rate is looked at once per window, and the rollout is rolled
/// back when it has been above a limit in so many windows (Flagger's `thresholdRange` and
/// `threshold`, Argo Rollouts' `failureCondition` and `failureLimit`).
public final class FixedThreshold implements Rule<Tally> {

  private final double max;
  private final int window;
  private final int failures;
  private Tally seen = Tally.NONE;
  private int batches;
  private int failed;

  /// @param max highest error rate that passes
  /// @param window batches per look
  /// @param failures failed looks that stop the rollout
  public FixedThreshold(double max, int window, int failures) {
    this.max = max;
    this.window = window;
    this.failures = failures;
  }

  @Override
  public boolean stops(Tally canary, Tally baseline) {
    seen = seen.plus(canary);
    batches++;
    if (batches % window == 0) {
      failed += seen.rate() > max ? 1 : 0;
      seen = Tally.NONE;
    }
    return failed >= failures;
  }
}
