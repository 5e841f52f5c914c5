package io.skerry.control.runtime;

import io.skerry.control.lease.Term;
import io.skerry.schema.store.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the leader's duties while this replica is in office: one virtual thread per duty,
/// interrupted when the term ends.
public final class LeaderDuties implements Office.Observer, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaderDuties.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Office office;
  private final List<LeaderDuty> duties;
  private final RandomGenerator random;
  private final List<Thread> running = new CopyOnWriteArrayList<>();
  private final List<Thread> ending = new CopyOnWriteArrayList<>();

  /// @param duties what to do while in office
  public LeaderDuties(Office office, List<LeaderDuty> duties, RandomGenerator random) {
    this.office = office;
    this.duties = List.copyOf(duties);
    this.random = random;
  }

  @Override
  public void entered(Term term) {
    for (LeaderDuty duty : duties) {
      running.add(
          Thread.ofVirtual()
              .name("leader-" + duty.name() + "-" + term)
              .start(() -> perform(duty, term)));
    }
  }

  @Override
  public void left(Term term) {
    ending.removeIf(thread -> !thread.isAlive());
    ending.addAll(running);
    running.clear();
    ending.forEach(Thread::interrupt);
  }

  private void perform(LeaderDuty duty, Term term) {
    Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), random);
    try {
      while (office.holds(term)) {
        attempt(duty, term);
        if (office.holds(term)) {
          Thread.sleep(backoff.next());
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void attempt(LeaderDuty duty, Term term) throws InterruptedException {
    try {
      duty.run(term);
    } catch (RuntimeException failure) {
      LOG.error("The leader's {} failed and will be started again", duty.name(), failure);
    }
  }

  /// Waits a bounded time for the duties to end. Call after the office was left.
  @Override
  public void close() {
    try {
      for (Thread thread : ending) {
        if (!thread.join(CLOSE_TIMEOUT)) {
          LOG.warn("{} did not end within {}", thread.getName(), CLOSE_TIMEOUT);
        }
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
