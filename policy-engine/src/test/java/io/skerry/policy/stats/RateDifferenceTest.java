package io.skerry.policy.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skerry.policy.fixture.Randomness;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RateDifferenceTest {

  private static final Alpha ALPHA = new Alpha(0.01);

  static List<Long> seeds() {
    return Randomness.seeds(60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void moreCanaryErrorsNeverLookBetter(long seed) {
    Random random = new Random(seed);
    Tally baseline = tally(random);
    Tally canary = tally(random);
    Tally worse =
        random.nextBoolean()
            ? new Tally(
                canary.samples(), canary.hits() + between(random, canary.samples() - canary.hits()))
            : canary.plus(new Tally(1, 1));
    double difference = random.nextDouble() * 0.02;
    assertThat(RateDifference.worse(worse, baseline, difference))
        .isGreaterThanOrEqualTo(RateDifference.worse(canary, baseline, difference) - 1e-6);
    assertThat(RateDifference.notWorse(worse, baseline, difference))
        .isLessThanOrEqualTo(RateDifference.notWorse(canary, baseline, difference) + 1e-6);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void swappingTheSidesMirrorsTheInterval(long seed) {
    Random random = new Random(seed);
    Tally canary = tally(random);
    Tally baseline = tally(random);
    Interval there = RateDifference.interval(canary, baseline, ALPHA);
    Interval back = RateDifference.interval(baseline, canary, ALPHA);
    assertThat(there.lower()).isEqualTo(-back.upper());
    assertThat(there.upper()).isEqualTo(-back.lower());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void countingSuccessesMirrorsTheInterval(long seed) {
    Random random = new Random(seed);
    Tally canary = tally(random);
    Tally baseline = tally(random);
    Interval errors = RateDifference.interval(canary, baseline, ALPHA);
    Interval successes = RateDifference.interval(baseline.mirrored(), canary.mirrored(), ALPHA);
    assertThat(errors.lower()).isCloseTo(successes.lower(), within(1e-6));
    assertThat(errors.upper()).isCloseTo(successes.upper(), within(1e-6));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theSmallestProductIsNoLargerThanAnyOther(long seed) {
    Random random = new Random(seed);
    Tally canary = tally(random);
    Tally baseline = tally(random);
    double difference = (random.nextDouble() - 0.3) * 0.1;
    double least = RateDifference.worse(canary, baseline, difference);
    for (int i = 0; i <= 2000; i++) {
      double m = Math.max(0, -difference) + (1 - Math.abs(difference)) * Math.pow(i / 2000.0, 3);
      double product =
          Bets.above(canary, Math.clamp(m + difference, 0.0, 1.0)).log()
              + Bets.below(baseline, m).log();
      assertThat(least).isLessThanOrEqualTo(product + 1e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theIntervalEndsWhereTheEvidenceBegins(long seed) {
    Random random = new Random(seed);
    Tally canary = tally(random);
    Tally baseline = tally(random);
    Interval interval = RateDifference.interval(canary, baseline, ALPHA);
    double observed = canary.rate() - baseline.rate();
    assertThat(interval.lower()).isBetween(-1.0, observed);
    assertThat(interval.upper()).isBetween(observed, 1.0);
    if (interval.lower() > -1) {
      assertThat(RateDifference.worse(canary, baseline, interval.lower()))
          .isCloseTo(ALPHA.threshold(), within(1e-3));
    }
  }

  @Test
  void extremesGiveNumbers() {
    long most = Tally.MOST;
    List<Tally> extremes =
        List.of(
            Tally.NONE,
            new Tally(1, 0),
            new Tally(1, 1),
            new Tally(most, 0),
            new Tally(most, 1),
            new Tally(most, most / 1000),
            new Tally(most, most - 1),
            new Tally(most, most));
    for (Tally canary : extremes) {
      for (Tally baseline : extremes) {
        Interval interval = RateDifference.interval(canary, baseline, ALPHA);
        double observed = canary.rate() - baseline.rate();
        assertThat(interval.lower()).isBetween(-1.0, observed);
        assertThat(interval.upper()).isBetween(observed, 1.0);
        for (double difference : new double[] {-1, -1e-12, 0, 1e-12, 0.5, 1}) {
          assertThat(RateDifference.worse(canary, baseline, difference)).isFinite();
          assertThat(RateDifference.notWorse(canary, baseline, difference)).isFinite();
        }
      }
    }
  }

  @Test
  void oneErrorMoreInATrillionRequestsIsNoEvidence() {
    Tally canary = new Tally(Tally.MOST, Tally.MOST / 1000 + 1);
    Tally baseline = new Tally(Tally.MOST, Tally.MOST / 1000);
    assertThat(RateDifference.worse(canary, baseline, 0)).isNegative();
  }

  @Test
  void aBaselineWithAMillionTimesTheTrafficDoesNotHideABadCanary() {
    Tally canary = new Tally(1000, 20);
    Tally baseline = new Tally(1_000_000_000, 1_000_000);
    assertThat(RateDifference.worse(canary, baseline, 0)).isGreaterThan(ALPHA.threshold());
  }

  private static Tally tally(Random random) {
    long samples = between(random, (long) Math.pow(10, random.nextInt(8)));
    return new Tally(samples, between(random, (long) (samples * Math.pow(10, -random.nextInt(5)))));
  }

  private static long between(Random random, long most) {
    return random.nextLong(most + 1);
  }
}
