package io.skerry.policy.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.stats.SequentialErrors.Wanted;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the guarantees promise, on simulated streams that are looked at after every batch. The
/// longer report is `./skerry bench canary`.
class SequentialSimulation {

  private static final Alpha ALPHA = new Alpha(0.01);
  private static final long SEED = 20_261_120;
  private static final LatencyHistogram EMPTY = LatencyHistogram.empty(LatencyTraffic.TENTHS);

  @ParameterizedTest
  @CsvSource({
    "0.0001, 1000, 1000", "0.0001, 1000, 19000",
    "0.001, 200, 200", "0.001, 200, 3800",
    "0.01, 50, 50", "0.01, 50, 950",
    "0.1, 20, 20", "0.1, 20, 380"
  })
  void equalVersionsAreHardlyEverRolledBack(double rate, long canary, long baseline) {
    Trial<Tally> trial = new Trial<>(400, look -> new ErrorTraffic(canary, rate, baseline, rate));
    assertThat(only(trial, 400, Wanted.WORSE, 0).share()).isLessThanOrEqualTo(ALPHA.value());
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0.001, 100, 1900", "0.002, 0.001, 200, 200", "0.3, 0.1, 10, 90"})
  void theTrueDifferenceIsInTheIntervalAtAllLooks(
      double worse, double rate, long canary, long baseline) {
    Trial<Tally> trial = new Trial<>(300, look -> new ErrorTraffic(canary, worse, baseline, rate));
    assertThat(only(trial, 300, Wanted.ANY, worse - rate).share())
        .isLessThanOrEqualTo(2 * ALPHA.value());
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, 0.001, 50, 950, 1000",
    "0.01, 0.001, 50, 50, 2500",
    "0.003, 0.001, 200, 3800, 10000",
    "0.02, 0.01, 50, 950, 3500"
  })
  void worseVersionsAreCaughtSoon(
      double worse, double rate, long canary, long baseline, long requests) {
    Trial<Tally> trial = new Trial<>(400, look -> new ErrorTraffic(canary, worse, baseline, rate));
    assertThat(only(trial, 200, Wanted.WORSE, 0).quantile(0.5)).isBetween(1L, requests);
  }

  @ParameterizedTest
  @CsvSource({"0.001, 500, 9500, 0.001, 40000", "0.01, 100, 1900, 0.005, 10000"})
  void equalVersionsAreShownToBeNotWorse(
      double rate, long canary, long baseline, double tolerance, long requests) {
    Trial<Tally> trial = new Trial<>(400, look -> new ErrorTraffic(canary, rate, baseline, rate));
    assertThat(only(trial, 100, Wanted.NOT_WORSE, tolerance).quantile(0.5)).isBetween(1L, requests);
  }

  @ParameterizedTest
  @CsvSource({"100, 100", "50, 450"})
  void errorRatesThatRiseAndFallForBothRollNothingBack(long canary, long baseline) {
    Trial<Tally> trial =
        new Trial<>(
            300,
            look ->
                new ErrorTraffic(canary, 0.02, baseline, 0.02).times(1 + Math.sin(look / 20.0)));
    assertThat(only(trial, 300, Wanted.WORSE, 0).share()).isLessThanOrEqualTo(ALPHA.value());
  }

  @ParameterizedTest
  @CsvSource({"0.5", "0.95", "0.99"})
  void equalLatenciesAreHardlyEverCalledSlower(double quantile) {
    Trial<LatencyHistogram> trial =
        new Trial<>(100, look -> new LatencyTraffic(50, 150, 0.8, 1, LatencyTraffic.TENTHS));
    assertThat(slower(trial, 200, quantile, 1).share()).isLessThanOrEqualTo(ALPHA.value());
  }

  @ParameterizedTest
  @CsvSource({"0.5, 600", "0.95, 1500", "0.99, 6000"})
  void latenciesHalfAsLongAgainAreCaught(double quantile, long requests) {
    Trial<LatencyHistogram> trial =
        new Trial<>(100, look -> new LatencyTraffic(100, 400, 0.8, 1.5, LatencyTraffic.TENTHS));
    assertThat(slower(trial, 40, quantile, 1.05).quantile(0.5)).isBetween(1L, requests);
  }

  private static Trial.Stops only(
      Trial<Tally> trial, int streams, Wanted wanted, double tolerance) {
    Supplier<Rule<Tally>> rule = () -> new SequentialErrors(wanted, tolerance, ALPHA);
    return trial.run(SEED, streams, List.of(rule)).getFirst();
  }

  private static Trial.Stops slower(
      Trial<LatencyHistogram> trial, int streams, double quantile, double ratio) {
    Supplier<Rule<LatencyHistogram>> rule =
        () -> new SequentialLatency(EMPTY, quantile, ratio, ALPHA);
    return trial.run(SEED, streams, List.of(rule)).getFirst();
  }
}
