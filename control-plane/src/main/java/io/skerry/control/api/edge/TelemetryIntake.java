package io.skerry.control.api.edge;

import io.quarkus.virtual.threads.VirtualThreads;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.history.HistoryException;
import io.skerry.control.history.traffic.NodeReport;
import io.skerry.control.history.traffic.TelemetryRecorder;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TelemetryReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what nodes measured, and answers when it is kept for good: a report that was not kept is
/// still on its node, which sends it again. So nothing is held here but what is being written, and
/// a database that is away costs nothing but time. Reports that arrive together are written
/// together, at most five times a second.
///
/// Callers block for a bounded time, on virtual threads; at most one virtual thread writes.
@ApplicationScoped
public class TelemetryIntake {

  private static final Logger LOG = LoggerFactory.getLogger(TelemetryIntake.class);

  /// A report every ten seconds, and a spool to catch up with.
  private static final TokenBucket.Rate PACE = new TokenBucket.Rate(30, 5);

  private static final int NODES = 100_000;
  private static final int GROUP = 2_000;
  private static final int QUEUED = 10_000;
  private static final Duration APART = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMillis(4_500);

  private final TelemetryRecorder recorder;
  private final InstantSource clock;
  private final RateLimit limit = new RateLimit(PACE, NODES);
  private final GroupQueue<Arrival> queue;
  private volatile boolean failing;

  /// A report on its way to the database.
  private record Arrival(NodeReport taken, BlockingQueue<Optional<Problem>> reply) {
    private String boot() {
      return taken.node() + "/" + taken.report().bootId();
    }
  }

  @Inject
  TelemetryIntake(
      TelemetryRecorder recorder, @VirtualThreads ExecutorService threads, InstantSource clock) {
    this.recorder = recorder;
    this.queue = new GroupQueue<>(QUEUED, APART, Batch::new, threads, clock);
    this.clock = clock;
  }

  /// Whether the node may report now; spends one report of its budget.
  Optional<Problem> admit(ResourceName node) {
    return limit.tryAcquire(node.value(), clock.instant())
        ? Optional.empty()
        : Optional.of(busy("a node sends at most 5 telemetry reports a second"));
  }

  /// Keeps a report.
  ///
  /// @return why it is not kept; empty when it is
  Optional<Problem> take(ResourceName node, TelemetryReport report) {
    Arrival arrival = new Arrival(new NodeReport(node, report), new ArrayBlockingQueue<>(1));
    if (!queue.offer(arrival)) {
      return Optional.of(busy("too many telemetry reports wait to be written"));
    }
    try {
      Optional<Problem> reply = arrival.reply().poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return reply == null ? Optional.of(unavailable()) : reply;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(unavailable());
    }
  }

  /// At most one report of each boot: what a second one may add depends on the first.
  private final class Batch implements GroupQueue.Group<Arrival> {

    private final List<Arrival> arrivals = new ArrayList<>();
    private final Set<String> boots = new HashSet<>();

    @Override
    public void add(Arrival arrival) {
      if (boots.add(arrival.boot())) {
        arrivals.add(arrival);
      } else {
        boolean _ = arrival.reply().offer(Optional.of(busy("send one report after the other")));
      }
    }

    @Override
    public boolean isFull() {
      return arrivals.size() >= GROUP;
    }

    @Override
    public void handle() {
      write(arrivals);
    }
  }

  private void write(List<Arrival> group) {
    Optional<Problem> outcome = Optional.empty();
    try {
      recorder.record(group.stream().map(Arrival::taken).toList());
      if (failing) {
        LOG.info("Telemetry is kept again");
      }
      failing = false;
    } catch (HistoryException failure) {
      if (!failing) {
        LOG.warn("Telemetry waits on the nodes: {}", failure.getMessage());
      }
      failing = true;
      outcome = Optional.of(unavailable());
    }
    for (Arrival arrival : group) {
      boolean _ = arrival.reply().offer(outcome);
    }
  }

  private static Problem busy(String why) {
    return Problem.of(ProblemCode.TOO_MANY_REQUESTS, why).retryAfter(2);
  }

  private static Problem unavailable() {
    return Problem.of(
            ProblemCode.HISTORY_UNAVAILABLE,
            "the report is not kept: keep it on the node and send it again")
        .retryAfter(5);
  }
}
