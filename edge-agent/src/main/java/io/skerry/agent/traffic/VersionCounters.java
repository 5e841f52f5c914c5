package io.skerry.agent.traffic;

import io.skerry.schema.model.LatencyBuckets;
import io.skerry.schema.model.TelemetryReport.Bucket;
import io.skerry.schema.model.TelemetryReport.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/// The requests of one version since the agent started. Counts only ever grow, and a window is the
/// difference of two readings, so that no request is lost or counted twice however many threads
/// count while one reads.
///
/// [#count] may be called by any thread; [#window] by one at a time.
final class VersionCounters {

  private static final int ERRORS = LatencyBuckets.BUCKETS;
  private static final int REFUSED = ERRORS + 1;
  private static final int MARKED = ERRORS + 2;
  private static final int MARKED_ON = ERRORS + 3;
  private static final int CELLS = ERRORS + 4;

  /// Threads that count together share a stripe, and with it cache lines.
  private final AtomicLongArray[] stripes;

  private final long[] told = new long[CELLS];

  /// @param stripes a power of two
  VersionCounters(int stripes) {
    this.stripes = new AtomicLongArray[stripes];
    for (int i = 0; i < stripes; i++) {
      this.stripes[i] = new AtomicLongArray(CELLS);
    }
  }

  void count(Outcome outcome, long micros, Marker marker) {
    AtomicLongArray cells = stripes[(int) Thread.currentThread().threadId() & (stripes.length - 1)];
    switch (outcome) {
      case SERVED -> {}
      case REFUSED -> cells.getAndIncrement(REFUSED);
      case FAILED -> cells.getAndIncrement(ERRORS);
    }
    switch (marker) {
      case NONE -> {}
      case LOST -> cells.getAndIncrement(MARKED);
      case PASSED_ON -> {
        cells.getAndIncrement(MARKED_ON);
        cells.getAndIncrement(MARKED);
      }
    }
    // Last: a window that shows a request must be able to show, now or later, how it ended, and
    // there may be no later request to bring a next window.
    cells.getAndIncrement(LatencyBuckets.of(micros));
  }

  /// What was counted since the last window; empty when nothing was.
  Optional<Traffic> window(ServedVersion version) {
    List<Bucket> latency = new ArrayList<>();
    long requests = 0;
    for (int i = 0; i < LatencyBuckets.BUCKETS; i++) {
      long count = take(i, Long.MAX_VALUE);
      if (count > 0) {
        latency.add(new Bucket(i, count));
        requests += count;
      }
    }
    if (requests == 0) {
      return Optional.empty();
    }
    // A request that is being counted may show in one cell and not yet in another: what exceeds the
    // requests of this window is told with the next.
    long errors = take(ERRORS, requests);
    long refused = take(REFUSED, requests - errors);
    long marked = take(MARKED, requests);
    long markedOn = take(MARKED_ON, marked);
    return Optional.of(
        new Traffic(
            version.tenant(),
            version.service(),
            version.version(),
            requests,
            errors,
            refused,
            latency,
            marked,
            markedOn));
  }

  private long take(int cell, long most) {
    long all = 0;
    for (AtomicLongArray stripe : stripes) {
      all += stripe.get(cell);
    }
    long taken = Math.min(most, all - told[cell]);
    told[cell] += taken;
    return taken;
  }
}
