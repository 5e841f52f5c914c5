package io.skerry.agent.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

  @Test
  void reportsKeepWithinTheGrantedRate() {
    TokenBucket bucket = TokenBucket.full(0);
    int sent = 0;
    for (long now = 0; now < 60_000_000_000L; now += 10_000_000L) {
      if (bucket.delay(now).isZero()) {
        bucket = bucket.taken(now);
        sent++;
      }
    }
    assertThat(sent).isBetween(250, 20 + 300);
  }
}
