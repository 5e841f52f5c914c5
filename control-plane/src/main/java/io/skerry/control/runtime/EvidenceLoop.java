package io.skerry.control.runtime;

import io.skerry.control.history.HistoryException;
import io.skerry.control.history.traffic.TrafficReader;
import io.skerry.control.history.traffic.TrafficReader.Reading;
import io.skerry.control.lease.Term;
import io.skerry.control.rollout.evidence.Asked;
import io.skerry.control.rollout.evidence.Counted;
import io.skerry.control.rollout.evidence.Measured;
import io.skerry.control.rollout.evidence.Sides;
import io.skerry.control.rollout.evidence.SnapshotVersion;
import io.skerry.control.rollout.evidence.TrafficQuestion;
import io.skerry.schema.model.ResourceName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the measurements that the leader's decisions ask for, every second while any are asked
/// for: what was added since the last time only, so that a long rollout costs no more than a short
/// one. A new leader reads everything once. While PostgreSQL is away it says so, and goes on
/// trying.
public final class EvidenceLoop implements LeaderDuty {

  private static final Logger LOG = LoggerFactory.getLogger(EvidenceLoop.class);
  private static final long PERIOD_MILLIS = 1_000;
  private static final long QUIET_MILLIS = 30_000;

  private final Replica replica;
  private final TrafficReader reader;
  private final EvidenceDesk desk;

  /// @param reader where measurements are
  /// @param desk where they are asked for
  public EvidenceLoop(Replica replica, TrafficReader reader, EvidenceDesk desk) {
    this.replica = replica;
    this.reader = reader;
    this.desk = desk;
  }

  @Override
  public String name() {
    return "evidence";
  }

  @Override
  public void run(Term term) throws InterruptedException {
    Run run = new Run();
    while (replica.office().holds(term)) {
      Asked asked = desk.asked();
      if (asked.questions().isEmpty()) {
        desk.await(QUIET_MILLIS);
      } else {
        run.read(asked);
        desk.await(PERIOD_MILLIS);
      }
    }
  }

  /// One term's readings.
  private final class Run {

    private final Map<TrafficQuestion, Answer> answers = new HashMap<>();
    private final Map<ResourceName, Sides> sides = new HashMap<>();
    private Measured last = Measured.NOTHING;
    private int added;

    /// @param upto where the last reading ended
    private record Answer(String upto, Map<SnapshotVersion, Counted> sums) {

      private Answer plus(Reading reading) {
        if (reading.added().isEmpty()) {
          return new Answer(reading.upto(), sums);
        }
        Map<SnapshotVersion, Counted> next = new HashMap<>(sums);
        reading.added().forEach((key, counted) -> next.merge(key, counted, Counted::plus));
        return new Answer(reading.upto(), Map.copyOf(next));
      }
    }

    private void read(Asked asked) {
      Measured before = last;
      try {
        added = 0;
        answers.keySet().retainAll(asked.questions());
        sides.keySet().retainAll(asked.sides().keySet());
        asked.questions().forEach(this::read);
        asked.sides().forEach(this::remember);
        recovered();
      } catch (HistoryException failure) {
        failed(failure);
      }
      boolean isNews =
          !last.trouble().equals(before.trouble())
              || !last.sides().equals(before.sides())
              || !last.sums().keySet().equals(before.sums().keySet())
              || added > 0;
      if (isNews) {
        desk.publish(last);
      } else {
        desk.refresh(last);
      }
    }

    private void read(TrafficQuestion question) {
      Answer before = answers.getOrDefault(question, new Answer(TrafficReader.BEGIN, Map.of()));
      Reading reading = reader.read(question, before.upto());
      added += reading.added().size();
      answers.put(question, before.plus(reading));
    }

    /// Only what is new is written.
    private void remember(ResourceName rollout, Sides seen) {
      Sides known = sides.get(rollout);
      if (known == null || !seen.minus(known).isEmpty()) {
        sides.put(rollout, reader.remember(rollout, seen));
      }
    }

    private void recovered() {
      if (last.trouble().isPresent()) {
        LOG.info("Measurements can be read again");
      }
      Map<TrafficQuestion, Map<SnapshotVersion, Counted>> sums = new HashMap<>();
      answers.forEach((question, answer) -> sums.put(question, answer.sums()));
      last =
          new Measured(
              Optional.of(replica.clock().instant()), Optional.empty(), sums, Map.copyOf(sides));
    }

    private void failed(HistoryException failure) {
      if (last.trouble().isEmpty()) {
        LOG.warn("Gates on requests wait: {}", failure.getMessage());
      }
      last = last.failing("PostgreSQL does not answer");
    }
  }
}
