package io.skerry.policy.stats;

/// Of `samples` requests, `hits` had the property that is counted (failed, or took longer than a
/// bound). Pooled over nodes and batches by [#plus]; every statistic here is a function of the sums
/// only, so neither order nor batching matters.
///
/// @param samples requests seen, 0 to 10¹²
/// @param hits those with the property, at most `samples`
public record Tally(long samples, long hits) {

  /// Nothing seen yet.
  public static final Tally NONE = new Tally(0, 0);

  /// Beyond this many samples sums of logarithms are no longer exact enough.
  static final long MOST = 1_000_000_000_000L;

  public Tally {
    if (samples < 0 || samples > MOST) {
      throw new IllegalArgumentException("samples: 0 to " + MOST + ", was " + samples);
    }
    if (hits < 0 || hits > samples) {
      throw new IllegalArgumentException("hits: 0 to samples (" + samples + "), was " + hits);
    }
  }

  /// Both together.
  public Tally plus(Tally other) {
    return new Tally(samples + other.samples, hits + other.hits);
  }

  /// The observed share of hits; 0 without samples, so look at those first.
  public double rate() {
    return samples == 0 ? 0 : (double) hits / samples;
  }

  /// The same requests, counting those without the property.
  Tally mirrored() {
    return new Tally(samples, samples - hits);
  }
}
