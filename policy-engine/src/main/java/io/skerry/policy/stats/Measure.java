package io.skerry.policy.stats;

import java.math.BigDecimal;
import java.math.MathContext;

/// What a gate looks at, and how people read it.
public sealed interface Measure {

  /// The share of the canary's requests that failed.
  record ErrorRate() implements Measure {}

  /// The canary's error rate less the baseline's.
  record ErrorDifference() implements Measure {}

  /// A quantile of the canary's latency, in seconds.
  ///
  /// @param quantile for example 0.99
  record Latency(double quantile) implements Measure {}

  /// A quantile of the canary's latency divided by the baseline's.
  ///
  /// @param quantile for example 0.99
  record LatencyRatio(double quantile) implements Measure {}

  /// Its name in a sentence.
  default String title() {
    return switch (this) {
      case ErrorRate _, ErrorDifference _ -> "error rate";
      case Latency(double quantile) -> "p" + digits(quantile * 100) + " latency";
      case LatencyRatio(double quantile) -> "p" + digits(quantile * 100) + " latency";
    };
  }

  /// A bound or a limit, with its unit.
  default String showBound(double value) {
    return switch (this) {
      case ErrorRate _ -> digits(value * 100) + " %";
      case ErrorDifference _ -> digits(value * 100) + " percentage points more";
      case Latency _ -> digits(value * 1000) + " ms";
      case LatencyRatio _ -> digits(value) + " times the baseline";
    };
  }

  /// What was seen on one side, with its unit.
  default String showSeen(double value) {
    return switch (this) {
      case ErrorRate _, ErrorDifference _ -> digits(value * 100) + " %";
      case Latency _, LatencyRatio _ -> digits(value * 1000) + " ms";
    };
  }

  private static String digits(double value) {
    if (!Double.isFinite(value)) {
      return "beyond measure";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
