package io.skerry.policy.stats;

/// Stops on evidence that a quantile of the canary's latency is above a ratio of the baseline's.
public final class SequentialLatency implements Rule<LatencyHistogram> {

  private final double quantile;
  private final double ratio;
  private final Alpha alpha;
  private LatencyHistogram canary;
  private LatencyHistogram baseline;

  /// @param empty a histogram without requests
  public SequentialLatency(LatencyHistogram empty, double quantile, double ratio, Alpha alpha) {
    this.quantile = quantile;
    this.ratio = ratio;
    this.alpha = alpha;
    this.canary = empty;
    this.baseline = empty;
  }

  @Override
  public boolean stops(LatencyHistogram canaryBatch, LatencyHistogram baselineBatch) {
    canary = canary.plus(canaryBatch);
    baseline = baseline.plus(baselineBatch);
    return Latencies.slower(canary, baseline, quantile, ratio) >= alpha.threshold();
  }
}
