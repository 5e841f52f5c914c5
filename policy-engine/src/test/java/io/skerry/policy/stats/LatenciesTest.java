package io.skerry.policy.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import io.skerry.policy.fixture.Randomness;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LatenciesTest {

  private static final Requirement ONE_PERCENT = new Requirement(100, new Alpha(0.01));
  private static final ImmutableDoubleArray DOUBLING = ImmutableDoubleArray.of(1, 2, 4, 8);

  static List<Long> seeds() {
    return Randomness.seeds(40);
  }

  @Test
  void aQuantileIsReadAtItsBucketsBound() {
    LatencyHistogram histogram = of(50, 40, 9, 0, 1);
    assertThat(histogram.quantile(0.5)).isEqualTo(1);
    assertThat(histogram.quantile(0.9)).isEqualTo(2);
    assertThat(histogram.quantile(0.95)).isEqualTo(4);
    assertThat(histogram.quantile(0.999)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(of(0, 0, 0, 0, 0).quantile(0.5)).isZero();
  }

  @Test
  void theIntervalOfAQuantileNarrowsToItsBucket() {
    Alpha alpha = new Alpha(0.01);
    assertThat(Latencies.interval(of(0, 0, 0, 0, 0), 0.99, alpha))
        .isEqualTo(new Interval(0, Double.POSITIVE_INFINITY));
    assertThat(Latencies.interval(of(100, 50, 0, 0, 0), 0.99, alpha))
        .isEqualTo(new Interval(1, Double.POSITIVE_INFINITY));
    assertThat(Latencies.interval(of(10_000, 5000, 0, 0, 0), 0.99, alpha))
        .isEqualTo(new Interval(1, 2));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theRatiosIntervalEndsWhereTheEvidenceBegins(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LatencyTraffic traffic =
        new LatencyTraffic(
            200L << (seed & 7), 3000, 0.6, 0.5 + 2 * random.nextDouble(), LatencyTraffic.TENTHS);
    QuantileRatio ratio = new QuantileRatio(traffic.canary(random), traffic.baseline(random), 0.95);
    Interval interval = ratio.interval(ONE_PERCENT.alpha());
    double enough = ONE_PERCENT.alpha().threshold();
    assertThat(interval.lower()).isLessThan(interval.upper());
    assertThat(ratio.above(interval.lower())).isGreaterThanOrEqualTo(enough);
    assertThat(ratio.above(interval.lower() * 1.0001)).isLessThan(enough);
    if (Double.isFinite(interval.upper())) {
      assertThat(ratio.below(interval.upper())).isGreaterThanOrEqualTo(enough);
      assertThat(ratio.below(interval.upper() * 0.9999)).isLessThan(enough);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void slowerRequestsNeverLookBetter(long seed) {
    Random random = new Random(seed);
    LatencyHistogram baseline = of(counts(random));
    long[] counts = counts(random);
    LatencyHistogram canary = of(counts);
    int from = random.nextInt(4);
    long moved = random.nextLong(counts[from] + 1);
    counts[from] -= moved;
    counts[from + 1] += moved;
    QuantileRatio before = new QuantileRatio(canary, baseline, 0.9);
    QuantileRatio after = new QuantileRatio(of(counts), baseline, 0.9);
    for (double ratio : new double[] {0.5, 1, 1.5, 2, 3}) {
      assertThat(after.above(ratio)).isGreaterThanOrEqualTo(before.above(ratio));
      assertThat(after.below(ratio)).isLessThanOrEqualTo(before.below(ratio));
    }
  }

  @Test
  void aClearlySlowerCanaryIsRedAndAnEqualOneGreen() {
    LatencyTraffic slower = new LatencyTraffic(20_000, 80_000, 0.8, 1.5, LatencyTraffic.TENTHS);
    LatencyTraffic equal = new LatencyTraffic(200_000, 800_000, 0.8, 1, LatencyTraffic.TENTHS);
    assertThat(verdict(slower, 1.05)).isInstanceOf(Verdict.Red.class);
    assertThat(verdict(equal, 1.25)).isInstanceOf(Verdict.Green.class);
    assertThat(verdict(equal, 1)).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict(slower, 1.05).reason())
        .startsWith("p99 latency ")
        .endsWith("times the baseline, the limit is 1.05 times the baseline");
  }

  @Test
  void aLimitBetweenTwoBoundsIsJudgedWithCaution() {
    LatencyHistogram between2And4 = of(0, 0, 10_000, 0, 0);
    assertThat(Latencies.atMost(between2And4, 0.99, 4, ONE_PERCENT).verdict())
        .isInstanceOf(Verdict.Green.class);
    assertThat(Latencies.atMost(between2And4, 0.99, 3, ONE_PERCENT).verdict())
        .isInstanceOf(Verdict.Inconclusive.class);
    assertThat(Latencies.atMost(between2And4, 0.99, 2, ONE_PERCENT).verdict())
        .isInstanceOf(Verdict.Red.class);
    assertThat(Latencies.atMost(between2And4, 0.99, 100, ONE_PERCENT).verdict())
        .isInstanceOf(Verdict.Green.class);
  }

  @Test
  void extremesAreNeverNotANumber() {
    long most = Tally.MOST;
    List<LatencyHistogram> extremes =
        List.of(of(0, 0, 0, 0, 0), of(most, 0, 0, 0, 0), of(0, 0, 0, 0, most), of(1, 0, 0, 0, 0));
    for (LatencyHistogram canary : extremes) {
      for (LatencyHistogram baseline : extremes) {
        Evidence evidence = Latencies.notSlower(canary, baseline, 0.99, 0.1, ONE_PERCENT);
        assertThat(evidence.worse()).isFinite();
        assertThat(evidence.notWorse()).isFinite();
        assertThat(evidence.bounds().lower()).isNotNaN();
        assertThat(evidence.bounds().upper()).isNotNaN();
        assertThat(evidence.verdict().reason()).doesNotContain("NaN");
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new LatencyHistogram(DOUBLING, ImmutableLongArray.of(1, 2)))
        .hasMessage("counts: one more than the 4 bounds, were 2");
    assertThatThrownBy(() -> LatencyHistogram.empty(ImmutableDoubleArray.of(2, 2)))
        .hasMessage("bounds: finite, above 0, ascending, were [2.0, 2.0]");
    assertThatThrownBy(
            () -> of(1, 1, 1, 1, 1).plus(LatencyHistogram.empty(ImmutableDoubleArray.of(1))))
        .hasMessageStartingWith("bounds differ");
    assertThatThrownBy(() -> Latencies.interval(of(1, 1, 1, 1, 1), 1, new Alpha(0.01)))
        .hasMessage("quantile: above 0 and below 1, was 1.0");
  }

  private static Verdict verdict(LatencyTraffic traffic, double ratio) {
    SplittableRandom random = new SplittableRandom(7);
    return Latencies.notSlower(
            traffic.canary(random), traffic.baseline(random), 0.99, ratio - 1, ONE_PERCENT)
        .verdict();
  }

  private static LatencyHistogram of(long... counts) {
    return new LatencyHistogram(DOUBLING, ImmutableLongArray.copyOf(counts));
  }

  private static long[] counts(Random random) {
    return Arrays.stream(new long[5]).map(zero -> random.nextLong(2000)).toArray();
  }
}
