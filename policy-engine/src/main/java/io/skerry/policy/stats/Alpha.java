package io.skerry.policy.stats;

/// The risk of a wrong verdict that is accepted for one question, however often it is looked at.
///
/// Looking again costs nothing: the tests here hold at every stopping time. Asking several
/// questions (gates, waves, quantiles) does cost. Their risks add up (union bound, whatever the
/// dependence between them), so a rollout that wants a risk of 1 % in total divides it with
/// [#shared] or [#ofWave].
///
/// @param value above 0 and at most 0.5; 0.01 is 1 %
public record Alpha(double value) {

  public Alpha {
    if (!(value > 0 && value <= 0.5)) {
      throw new IllegalArgumentException("alpha: above 0, at most 0.5, was " + value);
    }
  }

  /// An equal share for each of a known number of questions, for example gates times waves.
  public Alpha shared(int questions) {
    if (questions < 1) {
      throw new IllegalArgumentException("questions: at least 1, was " + questions);
    }
    return new Alpha(value / questions);
  }

  /// The share of the k-th wave (from 1) when nobody knows how many there will be: `value / (k (k +
  /// 1))`, which sums to `value` over all waves.
  public Alpha ofWave(int wave) {
    if (wave < 1) {
      throw new IllegalArgumentException("wave: counted from 1, was " + wave);
    }
    return new Alpha(value / ((double) wave * (wave + 1)));
  }

  /// What the logarithm of an e-value has to reach (Ville's inequality).
  double threshold() {
    return -Math.log(value);
  }
}
