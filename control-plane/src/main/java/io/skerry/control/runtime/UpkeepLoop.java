package io.skerry.control.runtime;

import io.skerry.control.history.HistoryException;
import io.skerry.control.history.traffic.TrafficUpkeep;
import io.skerry.control.history.traffic.TrafficUpkeep.Retention;
import io.skerry.control.lease.Term;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps measurements small while this replica leads: once a minute windows are summed into longer
/// ones, and what is over its time is forgotten.
public final class UpkeepLoop implements LeaderDuty {

  private static final Logger LOG = LoggerFactory.getLogger(UpkeepLoop.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MOST_ROUNDS = 50;

  private final Replica replica;
  private final TrafficUpkeep upkeep;
  private final Retention retention;

  /// @param retention how long what is kept
  public UpkeepLoop(Replica replica, TrafficUpkeep upkeep, Retention retention) {
    this.replica = replica;
    this.upkeep = upkeep;
    this.retention = retention;
  }

  @Override
  public String name() {
    return "upkeep";
  }

  @Override
  public void run(Term term) throws InterruptedException {
    boolean failing = false;
    while (replica.office().holds(term)) {
      Thread.sleep(PERIOD.plusMillis(replica.random().nextLong(PERIOD.toMillis() / 10)));
      failing = !pass(failing);
    }
  }

  private boolean pass(boolean failing) {
    try {
      upkeep.sum(60);
      upkeep.sum(3600);
      for (int round = 0; round < MOST_ROUNDS && upkeep.forget(retention); round++) {
        LOG.debug("more to forget after round {}", round);
      }
      return true;
    } catch (HistoryException failure) {
      if (!failing) {
        LOG.warn("Measurements are not summed: {}", failure.getMessage());
      }
      return false;
    }
  }
}
