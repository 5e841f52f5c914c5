package io.skerry.bench.storm;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/// Counts events by the tenth of a second in which they happened. Safe for use by many threads.
final class Tally {

  private static final long BUCKET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int BUCKETS_OF_A_SECOND = 10;

  private final ConcurrentMap<Long, LongAdder> buckets = new ConcurrentHashMap<>();

  /// Something happens now.
  void count() {
    buckets.computeIfAbsent(bucket(System.nanoTime()), _ -> new LongAdder()).increment();
  }

  /// How much happened between two times of `System.nanoTime`.
  long between(long from, long to) {
    return buckets(from, to).map(this::in).sum();
  }

  /// The most that happened within one second, wherever it begins.
  long peakBetween(long from, long to) {
    return buckets(from, to)
        .map(first -> LongStream.range(first, first + BUCKETS_OF_A_SECOND).map(this::in).sum())
        .max()
        .orElse(0);
  }

  private long in(long bucket) {
    LongAdder counted = buckets.get(bucket);
    return counted == null ? 0 : counted.sum();
  }

  private static LongStream buckets(long from, long to) {
    return LongStream.rangeClosed(bucket(from), bucket(to));
  }

  private static long bucket(long nanos) {
    return Math.floorDiv(nanos, BUCKET_NANOS);
  }
}
