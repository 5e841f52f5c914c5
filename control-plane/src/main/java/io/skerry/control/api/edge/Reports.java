package io.skerry.control.api.edge;

import io.skerry.control.api.node.LastHeard;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.FleetView;
import io.skerry.control.runtime.LeaseLoop.Candidate;
import io.skerry.control.runtime.SkerryConfig;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.ResourceName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Takes what nodes report. A report that says nothing new is only remembered as a sign of life;
/// any other is durable before it is answered. Blocks: for virtual threads.
@ApplicationScoped
public class Reports {

  /// A node moves for one rollout at a time and each move ends with a report, so that this bounds
  /// how fast a row of rollouts passes through a node.
  private static final TokenBucket.Rate PACE = new TokenBucket.Rate(20, 5);

  private static final int NODES = 100_000;
  private static final Duration PER_NODE = Duration.ofMillis(1);
  private static final Duration LONGEST_SPREAD = Duration.ofSeconds(2);

  private final KnownStatuses known;
  private final StatusWriter writer;
  private final LastHeard heard;
  private final FleetView view;
  private final Candidate replica;
  private final Duration silence;
  private final InstantSource clock;
  private final RateLimit limit = new RateLimit(PACE, NODES);

  @Inject
  Reports(
      KnownStatuses known,
      StatusWriter writer,
      LastHeard heard,
      FleetView view,
      Candidate replica,
      SkerryConfig config,
      InstantSource clock) {
    this.known = known;
    this.writer = writer;
    this.heard = heard;
    this.view = view;
    this.replica = replica;
    this.silence = Silence.after(config.heartbeat());
    this.clock = clock;
  }

  /// Whether the node may report now; spends one report of its budget.
  Optional<Problem> admit(ResourceName node) {
    return limit.tryAcquire(node.value(), clock.instant())
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.TOO_MANY_REQUESTS,
                    "a node reports at most %s times a second, %d times at once"
                        .formatted(PACE.perSecond(), PACE.burst()))
                .retryAfter(1));
  }

  /// Over what time nodes should spread their reports of a change that reaches them all: a thousand
  /// reports a second leave room for everything else, and nobody should wait for long.
  Duration spread() {
    Duration even = PER_NODE.multipliedBy(view.image().credentials().size());
    return even.compareTo(LONGEST_SPREAD) > 0 ? LONGEST_SPREAD : even;
  }

  /// Whether a node has not said yet what it can run.
  boolean wantsAbilities(ResourceName node) {
    return known.of(node).map(Versioned::value).filter(it -> it.abilities().isEmpty()).isPresent();
  }

  /// Takes a report.
  ///
  /// @return why it could not be kept; empty when it is
  Optional<Problem> take(ResourceName node, Report report) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    heard.heard(node, now);
    Said said = new Said(node, replica.name().value(), report, now, silence);
    return known.of(node).map(Versioned::value).filter(said::isKnown).isPresent()
        ? Optional.empty()
        : writer.write(node, said);
  }
}
