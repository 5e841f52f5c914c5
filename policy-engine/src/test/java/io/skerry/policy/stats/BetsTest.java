package io.skerry.policy.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The promises that all verdicts stand on, computed exactly rather than simulated.
class BetsTest {

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-4, 0.01, 0.3, 0.5, 0.7, 0.99, 1 - 1e-9})
  void wealthIsOneOnAverageIfTheRateIsTheOneBetAgainst(double p) {
    int samples = 40;
    double above = 0;
    double below = 0;
    for (int hits = 0; hits <= samples; hits++) {
      double chance = chance(samples, hits, p);
      above += chance * Math.exp(Bets.above(new Tally(samples, hits), p).log());
      below += chance * Math.exp(Bets.below(new Tally(samples, hits), p).log());
    }
    assertThat(above).isCloseTo(1, within(1e-6));
    assertThat(below).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.1, 0.5})
  void lookingAfterEveryRequestRaisesAFalseAlarmInAtMostOnePercent(double p) {
    double enough = new Alpha(0.01).threshold();
    double alarm = 0;
    double[] chances = {1};
    for (int samples = 1; samples <= 1500; samples++) {
      chances = afterOneMore(chances, p);
      for (int hits = 0; hits <= samples; hits++) {
        if (chances[hits] > 0 && Bets.above(new Tally(samples, hits), p).log() >= enough) {
          alarm += chances[hits];
          chances[hits] = 0;
        }
      }
    }
    assertThat(alarm).isBetween(1e-6, 0.01);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.004, 0.4, 0.5000001, 0.93})
  void slopeAndBendAreTheDerivatives(double p) {
    Tally tally = new Tally(1000, 12);
    double step = p * (1 - p) * 1e-4;
    Bets.Wealth before = Bets.above(tally, p - step);
    Bets.Wealth at = Bets.above(tally, p);
    Bets.Wealth after = Bets.above(tally, p + step);
    assertThat(at.slope())
        .isCloseTo((after.log() - before.log()) / (2 * step), within(1e-3 * -at.slope()));
    assertThat(at.bend())
        .isCloseTo((after.slope() - before.slope()) / (2 * step), within(1e-3 * at.bend()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 0.8})
  void manyAtOnceGiveTheSameAsOneByOne(double p) {
    long[] hits = {0, 1, 10, 99, 100};
    assertThat(Bets.above(100, hits, p))
        .containsExactly(
            Arrays.stream(hits)
                .mapToDouble(each -> Bets.above(new Tally(100, each), p).log())
                .toArray(),
            within(1e-9));
    assertThat(Bets.below(100, hits, p))
        .containsExactly(
            Arrays.stream(hits)
                .mapToDouble(each -> Bets.below(new Tally(100, each), p).log())
                .toArray(),
            within(1e-9));
  }

  private static double[] afterOneMore(double[] chances, double p) {
    double[] next = new double[chances.length + 1];
    for (int hits = 0; hits < chances.length; hits++) {
      next[hits] += chances[hits] * (1 - p);
      next[hits + 1] += chances[hits] * p;
    }
    return next;
  }

  private static double chance(int samples, int hits, double p) {
    double chance = Math.pow(p, hits) * Math.pow(1 - p, samples - hits);
    for (int i = 1; i <= hits; i++) {
      chance *= (samples - hits + i) / (double) i;
    }
    return chance;
  }
}
