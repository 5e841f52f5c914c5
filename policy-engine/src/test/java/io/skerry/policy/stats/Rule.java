package io.skerry.policy.stats;

/// Decides after every batch whether to stop; remembers what it needs of the batches before.
///
/// @param <B> what a side reports in one batch
public interface Rule<B> {

  /// Takes in one batch of each side.
  ///
  /// @return true if the rollout should stop now
  boolean stops(B canary, B baseline);
}
