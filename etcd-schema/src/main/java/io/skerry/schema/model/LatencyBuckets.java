package io.skerry.schema.model;

/// The buckets in which every node counts how long requests took, so that counts of different nodes
/// add up. Bounds grow by 5 % from 0.1 ms to 2 minutes; a quantile read from them is at most that
/// far off.
public final class LatencyBuckets {

  /// How many bounds there are. Bucket `i` holds what took at most bound `i` and more than bound `i
  /// - 1`; one more bucket, number [#BOUNDS], holds what took longer than all of them.
  public static final int BOUNDS = 288;

  /// How many buckets there are.
  public static final int BUCKETS = BOUNDS + 1;

  private static final double FIRST_MICROS = 100;
  private static final double GROWTH = 1.05;
  private static final long[] MICROS = new long[BOUNDS];

  static {
    for (int i = 0; i < BOUNDS; i++) {
      MICROS[i] = Math.round(FIRST_MICROS * Math.pow(GROWTH, i));
    }
  }

  private LatencyBuckets() {}

  /// The bucket of a latency in microseconds; one that is negative, as after a clock went back,
  /// counts as none. Allocates nothing.
  public static int of(long micros) {
    int low = 0;
    int high = BOUNDS;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (MICROS[middle] < micros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The bound of a bucket, in microseconds.
  ///
  /// @param bucket 0 to [#BOUNDS] - 1
  public static long micros(int bucket) {
    return MICROS[bucket];
  }
}
