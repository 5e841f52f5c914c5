package io.skerry.policy.parse;

/// What an expression may measure at most. Checked when a resource is written; the iteration limit
/// also holds during evaluation.
public final class ExpressionLimits {

  /// Code points of the source.
  public static final int MAX_CODE_POINTS = 4096;

  /// Operations inside each other.
  public static final int MAX_DEPTH = 32;

  /// Iterations of all macros of one evaluation.
  public static final int MAX_ITERATIONS = 10_000;

  /// Instructions of one compiled regular expression.
  public static final int MAX_REGEX_PROGRAM = 1000;

  /// UTF-8 bytes of one regular expression.
  public static final int MAX_REGEX_BYTES = 1024;

  /// Estimated steps of one evaluation. One step is about 20 to 50 ns, so that the most expensive
  /// expression takes less than a millisecond per node.
  public static final long MAX_COST = 10_000;

  private ExpressionLimits() {}
}
