package io.skerry.control.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The rate limit of nodes.
final class TokenBucketTest {

  private static final Instant START = Instant.parse("2026-11-20T11:00:00Z");

  private static final TokenBucket.Rate RATE = new TokenBucket.Rate(5, 1);

  @Test
  void burstThenOnePerSecond() {
    RateLimit limit = new RateLimit(RATE, 10);
    for (int i = 0; i < RATE.burst(); i++) {
      assertThat(limit.tryAcquire("n", START)).isTrue();
    }
    assertThat(limit.tryAcquire("n", START)).isFalse();
    assertThat(limit.tryAcquire("n", START.plusMillis(999))).isFalse();
    assertThat(limit.tryAcquire("n", START.plusMillis(1100))).isTrue();
    assertThat(limit.tryAcquire("n", START.plusMillis(1100))).isFalse();
  }

  @Test
  void callersHaveTheirOwnBudgets() {
    RateLimit limit = new RateLimit(RATE, 10);
    for (int i = 0; i < RATE.burst(); i++) {
      assertThat(limit.tryAcquire("a", START)).isTrue();
    }

    assertThat(limit.allows("a", START)).isFalse();
    assertThat(limit.allows("b", START)).isTrue();
  }

  @Test
  void aClockThatGoesBackRefillsNothing() {
    TokenBucket empty = new TokenBucket(RATE, 0, START);

    assertThat(empty.at(START.minusSeconds(60)).allows()).isFalse();
  }
}
