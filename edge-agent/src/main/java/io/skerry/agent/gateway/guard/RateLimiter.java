package io.skerry.agent.gateway.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.skerry.agent.gateway.route.RequestFacts;
import io.skerry.agent.gateway.route.Subject;
import io.skerry.schema.model.PolicyConfig;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// The rate limit of a service on this node, in one bucket or one per subject. Subjects that have
/// not been seen for long are forgotten, and the least recent ones when there are very many. Safe
/// for use by any thread.
public abstract sealed class RateLimiter {

  private static final long MOST_SUBJECTS = 10_000;
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final LongAdder passed = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /// @param config with a rate
  /// @param nanos a monotonic clock
  public static RateLimiter of(PolicyConfig.RateLimit config, LongSupplier nanos) {
    double rate = config.requestsPerSecond().orElse(Double.POSITIVE_INFINITY);
    int burst = config.burst().orElse((int) Math.max(1, Math.ceil(Math.min(rate, 1e6))));
    if (rate == 0) {
      return new Closed();
    }
    return config.per().equals(PolicyConfig.RateLimit.PER_SERVICE)
        ? new Shared(new RateLimit(rate, burst, nanos.getAsLong()))
        : new PerSubject(Subject.parse(config.per()), rate, burst, nanos);
  }

  /// Lets a request through, or says how long to wait: nanoseconds, 0 when it was let through.
  public final long waitNanos(RequestFacts request, long now) {
    long wait = ask(request, now);
    (wait == 0 ? passed : refused).increment();
    return wait;
  }

  /// How many were let through.
  public final long passed() {
    return passed.sum();
  }

  /// How many were not.
  public final long refused() {
    return refused.sum();
  }

  abstract long ask(RequestFacts request, long now);

  /// Nobody is let through.
  private static final class Closed extends RateLimiter {
    @Override
    long ask(RequestFacts request, long now) {
      return Duration.ofSeconds(60).toNanos();
    }
  }

  /// One bucket.
  private static final class Shared extends RateLimiter {
    private final RateLimit limit;

    Shared(RateLimit limit) {
      this.limit = limit;
    }

    @Override
    long ask(RequestFacts request, long now) {
      return limit.waitNanos(now);
    }
  }

  /// A bucket per subject; requests without one share a bucket.
  private static final class PerSubject extends RateLimiter {
    private final Subject subject;
    private final double rate;
    private final int burst;
    private final Cache<String, RateLimit> limits;

    PerSubject(Subject subject, double rate, int burst, LongSupplier nanos) {
      this.subject = subject;
      this.rate = rate;
      this.burst = burst;
      this.limits =
          Caffeine.newBuilder()
              .maximumSize(MOST_SUBJECTS)
              .expireAfterAccess(FORGOTTEN)
              .ticker(nanos::getAsLong)
              .executor(Runnable::run)
              .build();
    }

    @Override
    long ask(RequestFacts request, long now) {
      String key = subject.of(request).orElse("");
      return limits.get(key, _ -> new RateLimit(rate, burst, now)).waitNanos(now);
    }
  }
}
