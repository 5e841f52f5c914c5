package io.skerry.policy.stats;

import java.util.function.DoubleFunction;

/// Where an increasing function crosses zero: Newton's steps, kept inside a bracket that halves
/// whenever a step leaves it.
final class Root {

  /// Nats by which a result may be off; it changes the risk by as small a factor.
  static final double EXACT = 1e-7;

  /// Halving an interval of length 2 this often leaves nothing to halve.
  private static final int STEPS = 120;

  private final DoubleFunction<Point> function;
  private final double low;
  private final double high;

  /// Strictly between these the function may cross zero; an end not yet tried belongs to it as
  /// well.
  private double left = Double.NEGATIVE_INFINITY;

  private double right = Double.POSITIVE_INFINITY;

  private Root(DoubleFunction<Point> function, double low, double high) {
    this.function = function;
    this.low = low;
    this.high = high;
  }

  /// A function's value and slope at one place.
  ///
  /// @param near true if this place is good enough to stop
  record Point(double value, double slope, boolean near) {}

  /// The place in `low..high` where `function` crosses zero; the nearer end if it does not.
  static double of(DoubleFunction<Point> function, double low, double high, double start) {
    return new Root(function, low, high).search(Math.clamp(start, low, high));
  }

  private double search(double start) {
    double at = start;
    for (int step = 0; step < STEPS; step++) {
      Point point = function.apply(at);
      if (point.value() < 0) {
        left = at;
      } else {
        right = at;
      }
      if (point.near() || left >= high || right <= low) {
        return at;
      }
      at = next(at - point.value() / point.slope());
      if (at <= left || at >= right) {
        return at;
      }
    }
    return at;
  }

  /// Newton's step, or the end it went beyond, or the middle if that end was tried before.
  private double next(double newton) {
    if (newton > Math.max(left, low) && newton < Math.min(right, high)) {
      return newton;
    }
    if (newton <= low && left < low) {
      return low;
    }
    if (newton >= high && right > high) {
      return high;
    }
    return (Math.max(left, low) + Math.min(right, high)) / 2;
  }
}
