package io.skerry.agent.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.gateway.route.Facts;
import io.skerry.schema.model.Delivery;
import io.skerry.schema.model.PolicyConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuardsTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void aBreakerOpensAfterFailuresInARowAndLetsOneProbeThrough() {
    CircuitBreaker breaker =
        new CircuitBreaker(new Delivery.CircuitBreaker(3, Duration.ofSeconds(10), 100));
    fail(breaker, 0);
    fail(breaker, 0);
    assertThat(breaker.tryEnter(0)).isTrue();
    breaker.succeeded();
    fail(breaker, 0);
    fail(breaker, 0);
    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.tryEnter(0)).isTrue();
    assertThat(breaker.failed(0)).as("opens").isTrue();
    assertThat(breaker.tryEnter(9 * SECOND)).isFalse();
    assertThat(breaker.tryEnter(10 * SECOND)).as("the probe").isTrue();
    assertThat(breaker.tryEnter(10 * SECOND)).as("only one").isFalse();
    breaker.failed(10 * SECOND);
    assertThat(breaker.tryEnter(19 * SECOND)).isFalse();
    assertThat(breaker.tryEnter(20 * SECOND)).isTrue();
    breaker.succeeded();
    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.tryEnter(20 * SECOND)).isTrue();
  }

  @Test
  void aProbeWhoseClientLeftIsFollowedByAnother() {
    CircuitBreaker breaker =
        new CircuitBreaker(new Delivery.CircuitBreaker(1, Duration.ofSeconds(1), 100));
    fail(breaker, 0);
    assertThat(breaker.tryEnter(SECOND)).isTrue();
    breaker.abandoned();
    assertThat(breaker.tryEnter(SECOND)).isTrue();
  }

  @Test
  void noMoreRequestsAreUnderWayThanAllowed() {
    CircuitBreaker breaker =
        new CircuitBreaker(new Delivery.CircuitBreaker(5, Duration.ofSeconds(1), 2));
    assertThat(breaker.tryEnter(0)).isTrue();
    assertThat(breaker.tryEnter(0)).isTrue();
    assertThat(breaker.tryEnter(0)).isFalse();
    breaker.succeeded();
    assertThat(breaker.tryEnter(0)).isTrue();
  }

  @Test
  void aRateLimitLetsTheBurstThroughAndThenTheRate() {
    RateLimit limit = new RateLimit(10, 5, 0);
    for (int i = 0; i < 5; i++) {
      assertThat(limit.waitNanos(0)).isZero();
    }
    assertThat(limit.waitNanos(0)).isEqualTo(SECOND / 10);
    assertThat(limit.waitNanos(SECOND / 10)).isZero();
    assertThat(limit.waitNanos(SECOND / 10)).isPositive();
    long later = 100 * SECOND;
    int passed = 0;
    for (int i = 0; i < 20; i++) {
      passed += limit.waitNanos(later) == 0 ? 1 : 0;
    }
    assertThat(passed).as("no more than the burst after a pause").isEqualTo(5);
  }

  @Test
  void subjectsHaveLimitsOfTheirOwn() {
    AtomicLong now = new AtomicLong();
    RateLimiter limiter =
        RateLimiter.of(
            new PolicyConfig.RateLimit(Optional.of(1.0), Optional.of(1), "header:x-key"), now::get);
    assertThat(limiter.waitNanos(Facts.withHeader("x-key", "a"), 0)).isZero();
    assertThat(limiter.waitNanos(Facts.withHeader("x-key", "a"), 0)).isPositive();
    assertThat(limiter.waitNanos(Facts.withHeader("x-key", "b"), 0)).isZero();
    assertThat(limiter.passed()).isEqualTo(2);
    assertThat(limiter.refused()).isEqualTo(1);
  }

  @Test
  void aRateOfZeroLetsNobodyThrough() {
    RateLimiter limiter =
        RateLimiter.of(
            new PolicyConfig.RateLimit(Optional.of(0.0), Optional.empty(), "service"), () -> 0);
    assertThat(limiter.waitNanos(Facts.of("", "/"), 0)).isPositive();
  }

  @Test
  void retriesStayWithinTheirShareOfRequests() {
    RetryBudget budget = new RetryBudget(20);
    int spent = 0;
    for (int i = 0; i < 1000; i++) {
      budget.earn();
      spent += budget.trySpend() ? 1 : 0;
    }
    assertThat(spent).isBetween(200, 211);
    assertThat(new RetryBudget(0).trySpend()).isFalse();
  }

  @Test
  void healthChangesAfterStreaksOnly() {
    Health health = new Health(2, 3);
    assertThat(health.failed()).isFalse();
    assertThat(health.failed()).isFalse();
    assertThat(health.passed()).isFalse();
    assertThat(health.failed()).isFalse();
    assertThat(health.failed()).isFalse();
    assertThat(health.failed()).isTrue();
    assertThat(health.isWell()).isFalse();
    assertThat(health.passed()).isFalse();
    assertThat(health.passed()).isTrue();
    assertThat(health.isWell()).isTrue();
  }

  private static void fail(CircuitBreaker breaker, long now) {
    assertThat(breaker.tryEnter(now)).isTrue();
    breaker.failed(now);
  }
}
