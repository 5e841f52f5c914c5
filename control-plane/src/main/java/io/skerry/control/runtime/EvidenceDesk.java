package io.skerry.control.runtime;

import io.skerry.control.rollout.evidence.Asked;
import io.skerry.control.rollout.evidence.Measured;
import io.skerry.control.rollout.evidence.TrafficEvidence;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Between the thread that decides and the thread that reads measurements: decisions are made from
/// what was read last and say what they would like to know; whoever reads that says when there is
/// news. Neither waits for the other.
public final class EvidenceDesk {

  /// Greens are kept for the rollouts that are under way; beyond this many, all are forgotten,
  /// which makes rollouts wait for evidence again and nothing else.
  private static final int MOST_GREENS = 10_000;

  private final List<Runnable> readers = new CopyOnWriteArrayList<>();
  private final Semaphore wanted = new Semaphore(0);
  private final Set<String> greens = new HashSet<>();
  private volatile Measured measured = Measured.NOTHING;
  private volatile Asked asked = Asked.NOTHING;

  /// Somebody's interest in news, until closed.
  interface Reading extends AutoCloseable {
    @Override
    void close();
  }

  /// What is known now, for one pass of decisions. Called by the thread that decides.
  TrafficEvidence evidence(Instant now) {
    if (greens.size() > MOST_GREENS) {
      greens.clear();
    }
    return new TrafficEvidence(measured, greens, now);
  }

  /// Takes in what a pass wanted to know.
  void pass(Asked next) {
    Asked before = asked;
    asked = next;
    if (!next.equals(before) && !next.questions().isEmpty()) {
      wanted.release();
    }
  }

  /// What the last pass wanted to know.
  Asked asked() {
    return asked;
  }

  /// The same measurements were read again.
  void refresh(Measured next) {
    measured = next;
  }

  /// Makes new measurements known.
  void publish(Measured next) {
    measured = next;
    readers.forEach(Runnable::run);
  }

  /// Waits until something else is asked, or for a while.
  void await(long millis) throws InterruptedException {
    if (wanted.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      wanted.drainPermits();
    }
  }

  /// Calls `reader` whenever there is news, until closed; it must return at once.
  Reading onNews(Runnable reader) {
    readers.add(reader);
    return () -> readers.remove(reader);
  }
}
