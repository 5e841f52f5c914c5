package io.skerry.policy.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorRatesTest {

  private static final Requirement ONE_PERCENT = new Requirement(100, new Alpha(0.01));

  @Test
  void tenTimesTheErrorsAreRed() {
    Verdict verdict =
        ErrorRates.notWorse(new Tally(1000, 10), new Tally(19_000, 19), 0, ONE_PERCENT).verdict();
    assertThat(verdict).isInstanceOf(Verdict.Red.class);
    assertThat(verdict.reason())
        .isEqualTo(
            "error rate 1 % of 1,000 requests against 0.1 % of 19,000 requests: at least"
                + " 0.104 percentage points more, the limit is 0 percentage points more");
  }

  @Test
  void equalRatesAreInconclusiveUntilTheToleranceIsRuledOut() {
    Verdict early =
        ErrorRates.notWorse(new Tally(1000, 1), new Tally(19_000, 19), 0.001, ONE_PERCENT)
            .verdict();
    Verdict late =
        ErrorRates.notWorse(new Tally(100_000, 100), new Tally(1_900_000, 1900), 0.001, ONE_PERCENT)
            .verdict();
    assertThat(early).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(late).isInstanceOf(Verdict.Green.class);
  }

  @Test
  void tooFewRequestsAreInconclusiveHoweverBad() {
    Tally few = new Tally(99, 99);
    Tally many = new Tally(1_000_000, 0);
    assertThat(
            List.of(
                ErrorRates.atMost(few, 0.01, ONE_PERCENT).verdict(),
                ErrorRates.notWorse(few, many, 0.01, ONE_PERCENT).verdict(),
                ErrorRates.notWorse(many, few, 0.01, ONE_PERCENT).verdict(),
                ErrorRates.notWorse(many, Tally.NONE, 1, ONE_PERCENT).verdict()))
        .hasOnlyElementsOfType(Verdict.Inconclusive.class);
    assertThat(ErrorRates.notWorse(few, many, 0.01, ONE_PERCENT).verdict().reason())
        .isEqualTo(
            "error rate: 99 requests (baseline 1,000,000) are too few to judge; each side needs"
                + " 100");
    assertThat(ErrorRates.atMost(few, 0.01, ONE_PERCENT).verdict().reason())
        .isEqualTo("error rate: 99 requests are too few to judge; it takes 100");
  }

  @Test
  void anAbsoluteLimitIsKeptBrokenOrOpen() {
    assertThat(ErrorRates.atMost(new Tally(20_000, 2), 0.001, ONE_PERCENT).verdict())
        .isInstanceOf(Verdict.Green.class);
    assertThat(ErrorRates.atMost(new Tally(2000, 20), 0.001, ONE_PERCENT).verdict())
        .isInstanceOf(Verdict.Red.class);
    assertThat(ErrorRates.atMost(new Tally(1000, 0), 0.001, ONE_PERCENT).verdict())
        .isInstanceOf(Verdict.Inconclusive.class);
  }

  @Test
  void aVerdictAgreesWithItsBounds() {
    for (long errors = 0; errors <= 200; errors++) {
      Evidence evidence =
          ErrorRates.notWorse(new Tally(5000, errors), new Tally(5000, 50), 0.004, ONE_PERCENT);
      Class<?> expected =
          evidence.bounds().lower() >= 0.004
              ? Verdict.Red.class
              : evidence.bounds().upper() <= 0.004
                  ? Verdict.Green.class
                  : Verdict.Inconclusive.class;
      assertThat(evidence.verdict()).isInstanceOf(expected);
    }
  }

  @Test
  void whatIsNotAShareIsRefused() {
    assertThatThrownBy(() -> ErrorRates.atMost(Tally.NONE, 1.1, ONE_PERCENT))
        .hasMessage("max: 0 to 1, was 1.1");
    assertThatThrownBy(() -> ErrorRates.notWorse(Tally.NONE, Tally.NONE, Double.NaN, ONE_PERCENT))
        .hasMessage("tolerance: 0 to 1, was NaN");
    assertThatThrownBy(() -> new Tally(1, 2)).hasMessage("hits: 0 to samples (1), was 2");
  }
}
