package io.skerry.policy.stats;

/// What a verdict has to rest on.
///
/// @param minSamples requests needed on each side before anything but "inconclusive" is said; at
///   least 1
/// @param alpha the accepted risk of a wrong red, and of a wrong green, over all looks
public record Requirement(long minSamples, Alpha alpha) {

  public Requirement {
    if (minSamples < 1) {
      throw new IllegalArgumentException("minSamples: at least 1, was " + minSamples);
    }
  }
}
