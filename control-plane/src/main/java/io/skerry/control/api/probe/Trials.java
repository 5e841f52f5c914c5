package io.skerry.control.api.probe;

import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.FleetView;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Condition;
import io.skerry.schema.model.NodeStatus.Outcome;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.Probe;
import io.skerry.schema.model.Probe.Check;
import io.skerry.schema.model.ResourceName;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/// Tries probes, each with its time-out and its retries. Blocks for at most `timeout x (retries +
/// 1)` and a little: for virtual threads. An interrupt ends a try.
@ApplicationScoped
public class Trials {

  /// The type of the condition of a node whose own test failed.
  private static final String SELF_TEST_FAILED = "SelfTestFailed";

  private static final long PAUSE_MILLIS = 20;

  private final Prober prober;
  private final FleetView view;
  private final InstantSource clock;

  @Inject
  Trials(Prober prober, FleetView view, InstantSource clock) {
    this.prober = prober;
    this.view = view;
    this.clock = clock;
  }

  /// Tries once, with retries.
  Trial of(ResourceName node, Probe probe) throws Exception {
    Instant start = clock.instant();
    AtomicInteger attempts = new AtomicInteger();
    Attempt last =
        guard(probe)
            .call(
                () -> {
                  attempts.incrementAndGet();
                  return attempt(node, probe).orThrow();
                });
    Duration took = Duration.between(start, clock.instant());
    return new Trial(
        last.outcome(),
        last.message(),
        Math.max(1, attempts.get()),
        took.isNegative() ? Duration.ZERO : took);
  }

  /// The attempt's own time-out comes first; this one is for what does not keep it, such as a slow
  /// look-up of a name.
  private static TypedGuard<Attempt> guard(Probe probe) {
    return TypedGuard.create(Attempt.class)
        .withDescription("probe")
        .withTimeout()
        .duration(probe.timeout().toMillis() + PAUSE_MILLIS, ChronoUnit.MILLIS)
        .done()
        .withRetry()
        .maxRetries(probe.retries())
        .delay(PAUSE_MILLIS, ChronoUnit.MILLIS)
        .jitter(PAUSE_MILLIS, ChronoUnit.MILLIS)
        .done()
        .withFallback()
        .handler(failure -> failed(probe, failure))
        .done()
        .build();
  }

  private static Attempt failed(Probe probe, Throwable failure) {
    return switch (failure) {
      case Attempt.Failure seen -> seen.attempt();
      case TimeoutException _ ->
          Attempt.failed("not done within " + probe.timeout().toMillis() + " ms");
      default ->
          Attempt.failed(
              Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName()));
    };
  }

  private Attempt attempt(ResourceName node, Probe probe) throws InterruptedException {
    return switch (probe.check()) {
      case Check.Http http -> prober.get(http, probe.timeout());
      case Check.Tcp tcp -> prober.connect(tcp, probe.timeout());
      case Check.SelfTest _ -> selfTest(view.image(), node);
    };
  }

  /// What the node's own test came to, as far as the node is heard.
  private static Attempt selfTest(FleetImage image, ResourceName node) {
    Optional<NodeStatus> status = image.statuses().get(node).map(Versioned::value);
    if (status.isEmpty()) {
      return Attempt.failed("the node was never heard");
    }
    NodeStatus said = status.get();
    if (said.reachability() == Reachability.SILENT) {
      return Attempt.failed("the node has not been heard since " + said.changedAt());
    }
    return said.conditions().stream()
        .filter(condition -> condition.type().equals(SELF_TEST_FAILED))
        .findFirst()
        .map(Condition::message)
        .map(message -> Attempt.failed("the node says: " + message))
        .orElseGet(() -> Attempt.passed("the node says that it is well"));
  }

  /// Whether a failed try says anything about the node: that a self-test is not heard of does not.
  static boolean isEvidence(FleetImage image, ResourceName node, Probe probe, Trial trial) {
    return trial.outcome() == Outcome.PASSED
        || !(probe.check() instanceof Check.SelfTest)
        || image
            .statuses()
            .get(node)
            .filter(it -> it.value().reachability() == Reachability.HEARD)
            .isPresent();
  }
}
