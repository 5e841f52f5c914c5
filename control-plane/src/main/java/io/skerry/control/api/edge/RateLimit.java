package io.skerry.control.api.edge;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// One [TokenBucket] per caller, for at most `capacity` callers: beyond that the one seen longest
/// ago is forgotten. Safe for use by many threads.
final class RateLimit {

  private final TokenBucket.Rate rate;
  private final Map<String, TokenBucket> buckets;

  RateLimit(TokenBucket.Rate rate, int capacity) {
    this.rate = rate;
    this.buckets = bounded(capacity);
  }

  /// Spends one call of the caller's budget.
  ///
  /// @return whether there was one to spend
  synchronized boolean tryAcquire(String caller, Instant now) {
    TokenBucket bucket = buckets.getOrDefault(caller, TokenBucket.full(rate, now)).at(now);
    boolean allowed = bucket.allows();
    buckets.put(caller, allowed ? bucket.spend() : bucket);
    return allowed;
  }

  /// Whether the caller has budget left; spends nothing.
  synchronized boolean allows(String caller, Instant now) {
    return buckets.getOrDefault(caller, TokenBucket.full(rate, now)).at(now).allows();
  }

  private static Map<String, TokenBucket> bounded(int capacity) {
    return new LinkedHashMap<>(64, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
        return size() > capacity;
      }
    };
  }
}
