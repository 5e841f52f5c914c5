package io.skerry.policy.stats;

/// The usual rule for latency: a quantile of the last window above a limit in so many windows.
public final class FixedLatency implements Rule<LatencyHistogram> {

  private final LatencyHistogram empty;
  private final double quantile;
  private final double max;
  private final int window;
  private LatencyHistogram seen;
  private int batches;

  /// @param max seconds
  /// @param window batches per look
  public FixedLatency(LatencyHistogram empty, double quantile, double max, int window) {
    this.empty = empty;
    this.quantile = quantile;
    this.max = max;
    this.window = window;
    this.seen = empty;
  }

  @Override
  public boolean stops(LatencyHistogram canary, LatencyHistogram baseline) {
    seen = seen.plus(canary);
    batches++;
    boolean failed = batches % window == 0 && seen.quantile(quantile) > max;
    seen = batches % window == 0 ? empty : seen;
    return failed;
  }
}
