package io.skerry.policy.rollout;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/// How figures and names read in reasons.
final class Names {

  private static final int SHOWN = 5;

  private Names() {}

  /// The first few, and how many more there are.
  static String few(Collection<?> names) {
    String shown =
        names.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }

  /// Such as `1 node` or `5 nodes`.
  static String nodes(int count) {
    return count == 1 ? "1 node" : count + " nodes";
  }

  /// A figure with at most four decimals.
  static String figure(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
  }
}
