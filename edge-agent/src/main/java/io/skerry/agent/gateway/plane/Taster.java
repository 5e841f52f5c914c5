package io.skerry.agent.gateway.plane;

import io.skerry.agent.apply.NackCode;
import io.skerry.agent.apply.Preparation;
import io.skerry.agent.apply.Rejection;
import io.skerry.agent.apply.Verified;
import io.skerry.agent.apply.VerifiedSnapshot;
import io.skerry.agent.gateway.route.RequestFacts;
import io.skerry.agent.view.Prepared;
import io.skerry.schema.model.Abilities;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Tries a compiled plane with recent requests before it is activated: every decision is taken,
/// nothing is sent and no state changes. A plane that fails one of them, or takes too long over it,
/// is refused; real requests would have met the same. Bounded in time, so that a busy node does not
/// wait for it: what was not tried by then is not.
public final class Taster implements Preparation {

  /// No decision takes a thousandth of this.
  private static final Duration LONGEST_DECISION = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Preparation compiler;
  private final Supplier<List<RequestFacts>> sample;
  private final DoubleSupplier chance;
  private final LongSupplier nanos;

  /// @param compiler makes the plane
  /// @param sample recent requests
  /// @param chance uniform in [0, 1)
  /// @param nanos monotonic clock
  public Taster(
      Preparation compiler,
      Supplier<List<RequestFacts>> sample,
      DoubleSupplier chance,
      LongSupplier nanos) {
    this.compiler = compiler;
    this.sample = sample;
    this.chance = chance;
    this.nanos = nanos;
  }

  @Override
  public Abilities abilities() {
    return compiler.abilities();
  }

  @Override
  public Verified<Prepared> prepare(VerifiedSnapshot next) {
    return compiler
        .prepare(next)
        .then(
            prepared ->
                prepared instanceof DataPlane plane
                    ? taste(next, plane)
                    : new Verified.Good<>(prepared));
  }

  private Verified<Prepared> taste(VerifiedSnapshot next, DataPlane plane) {
    long end = nanos.getAsLong() + LONGEST.toNanos();
    for (RequestFacts request : sample.get()) {
      Optional<String> failure = failure(plane, request);
      if (failure.isPresent()) {
        plane.retire();
        return new Verified.Bad<>(Rejection.of(next.ref(), NackCode.TASTER_FAILED, failure.get()));
      }
      if (nanos.getAsLong() - end > 0) {
        break;
      }
    }
    return new Verified.Good<>(plane);
  }

  private Optional<String> failure(DataPlane plane, RequestFacts request) {
    long start = nanos.getAsLong();
    try {
      Rehearsal outcome = plane.rehearse(request, chance);
      long took = nanos.getAsLong() - start;
      return took > LONGEST_DECISION.toNanos()
          ? Optional.of(
              "deciding about %s took %d ms: %s".formatted(request, took / 1_000_000, outcome))
          : Optional.empty();
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of("deciding about a recent request failed: " + e);
    }
  }
}
