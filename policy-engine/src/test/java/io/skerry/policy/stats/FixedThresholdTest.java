package io.skerry.policy.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FixedThresholdTest {

  private static final Tally BAD = new Tally(100, 2);
  private static final Tally GOOD = new Tally(100, 0);

  @Test
  void onlyWholeWindowsAreJudged() {
    FixedThreshold rule = new FixedThreshold(0.01, 2, 1);
    assertThat(rule.stops(BAD, GOOD)).isFalse();
    assertThat(rule.stops(new Tally(100, 1), GOOD)).isTrue();
  }

  @Test
  void failuresAddUpOverWindows() {
    FixedThreshold rule = new FixedThreshold(0.01, 1, 2);
    assertThat(rule.stops(BAD, GOOD)).isFalse();
    assertThat(rule.stops(GOOD, GOOD)).isFalse();
    assertThat(rule.stops(BAD, GOOD)).isTrue();
  }
}
