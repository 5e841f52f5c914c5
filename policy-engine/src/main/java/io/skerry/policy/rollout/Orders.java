package io.skerry.policy.rollout;

import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Order;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Status;
import io.skerry.schema.model.Rollout.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What operators ask of rollouts: what can be asked when, and what it does.
///
/// An order holds from the transaction that accepts it. The phase in the status follows when the
/// leader handles the order; until then [#heeded] is what counts.
public final class Orders {

  private Orders() {}

  /// What an operator asks.
  ///
  /// @param verb what
  /// @param actor who
  /// @param reason in their words, may be empty
  /// @param at when, by the clock of whoever accepts it
  public record Request(Verb verb, String actor, String reason, Instant at) {}

  /// What becomes of a request.
  public sealed interface Placed {

    /// To be stored if the rollout is unchanged.
    ///
    /// @param rollout with the order
    record Accepted(Rollout rollout) implements Placed {}

    /// The last order asked for the same: nothing to store.
    record Repeated() implements Placed {}

    /// The rollout is not in a phase for this.
    ///
    /// @param reason which phase it is in, and what would be right
    record Refused(String reason) implements Placed {}
  }

  /// Adds an order to a rollout, if its phase allows it.
  public static Placed place(Rollout rollout, Request request) {
    Phase phase = heeded(rollout);
    if (repeats(rollout, request)) {
      return new Placed.Repeated();
    }
    if (after(phase, request.verb()).isEmpty() || !isStartedFor(rollout, request.verb())) {
      return new Placed.Refused(OrderAdvice.refusal(rollout, phase, request.verb()));
    }
    if (request.verb() == Verb.APPROVE && request.actor().equals(rollout.spec().author())) {
      return new Placed.Refused(OrderAdvice.ownApproval(rollout));
    }
    if (rollout.spec().orders().size() >= Rollout.MAX_ORDERS) {
      return new Placed.Refused(OrderAdvice.tooMany());
    }
    return new Placed.Accepted(with(rollout, request));
  }

  /// The phase once every accepted order is handled, as far as orders decide it. A rollout that
  /// goes on is in `PROGRESSING`, whatever it then does.
  public static Phase heeded(Rollout rollout) {
    Phase phase = rollout.status().phase();
    for (Order order : unhandled(rollout)) {
      phase = after(phase, order.verb()).orElse(phase);
    }
    return phase;
  }

  /// Whether somebody other than the author approved a wave.
  static Optional<Order> approval(Rollout rollout, int wave) {
    return rollout.spec().orders().stream()
        .filter(order -> order.verb() == Verb.APPROVE && order.wave() == wave)
        .filter(order -> !order.actor().equals(rollout.spec().author()))
        .findFirst();
  }

  /// Whether an operator takes a wave as complete and baked.
  static boolean isPromoted(Rollout rollout, int wave) {
    return rollout.spec().orders().stream()
        .anyMatch(order -> order.verb() == Verb.PROMOTE && order.wave() == wave);
  }

  /// When nodes that refused were last to be asked again.
  static Optional<Instant> lastRetry(Rollout rollout) {
    return rollout.spec().orders().stream()
        .filter(order -> order.verb() == Verb.RETRY)
        .map(Order::at)
        .max(Instant::compareTo);
  }

  /// The status once every accepted order is handled.
  static Status handle(Rollout rollout, Instant now) {
    Status status = rollout.status();
    for (Order order : unhandled(rollout)) {
      Optional<Phase> next = after(status.phase(), order.verb());
      if (next.isPresent() && next.get() != status.phase()) {
        status = Statuses.in(status, next.get(), OrderAdvice.told(order), now);
      }
      if (next.isPresent() && renewsDeadline(order.verb())) {
        status = Statuses.renewed(status, now);
      }
    }
    return Statuses.handled(status, rollout.spec().orders().size());
  }

  private static boolean renewsDeadline(Verb verb) {
    return switch (verb) {
      case RESUME, RETRY, PROMOTE -> true;
      case PAUSE, APPROVE, ABORT, ROLLBACK -> false;
    };
  }

  /// What phase an order leads to; empty when it makes no sense in this one.
  private static Optional<Phase> after(Phase phase, Verb verb) {
    return switch (verb) {
      case PAUSE ->
          phase.isActive() && phase != Phase.PAUSED ? Optional.of(Phase.PAUSED) : Optional.empty();
      case RESUME ->
          phase == Phase.PAUSED || phase == Phase.HELD
              ? Optional.of(Phase.PROGRESSING)
              : Optional.empty();
      case PROMOTE -> phase == Phase.AWAITING_APPROVAL ? Optional.empty() : goingOn(phase);
      case APPROVE -> phase == Phase.AWAITING_APPROVAL ? Optional.of(phase) : Optional.empty();
      case RETRY -> phase == Phase.ROLLING_BACK ? Optional.of(phase) : goingOn(phase);
      case ABORT -> phase.isActive() ? Optional.of(Phase.ABORTED) : Optional.empty();
      case ROLLBACK ->
          phase.isActive() || phase == Phase.ABORTED || phase == Phase.SUCCEEDED
              ? Optional.of(Phase.ROLLING_BACK)
              : Optional.empty();
    };
  }

  private static Optional<Phase> goingOn(Phase phase) {
    return switch (phase) {
      case PROGRESSING, BAKING, AWAITING_APPROVAL -> Optional.of(phase);
      case HELD -> Optional.of(Phase.PROGRESSING);
      case PENDING, PAUSED, ROLLING_BACK, ROLLED_BACK, ABORTED, SUCCEEDED, SUPERSEDED ->
          Optional.empty();
    };
  }

  /// Only waves that began can be promoted or tried again.
  private static boolean isStartedFor(Rollout rollout, Verb verb) {
    return switch (verb) {
      case PROMOTE, RETRY -> rollout.status().admitted() > 0;
      case PAUSE, RESUME, APPROVE, ABORT, ROLLBACK -> true;
    };
  }

  private static boolean repeats(Rollout rollout, Request request) {
    List<Order> orders = rollout.spec().orders();
    if (orders.isEmpty()) {
      return false;
    }
    Order last = orders.getLast();
    return last.verb() == request.verb()
        && last.wave() == waveOf(rollout, request.verb())
        && isStillTrue(rollout, request.verb());
  }

  /// Whether what the last order asked for is how it stands, or is yet to be handled.
  private static boolean isStillTrue(Rollout rollout, Verb verb) {
    return !unhandled(rollout).isEmpty()
        || switch (verb) {
          case PAUSE -> rollout.status().phase() == Phase.PAUSED;
          case ABORT -> rollout.status().phase() == Phase.ABORTED;
          case ROLLBACK ->
              rollout.status().phase() == Phase.ROLLING_BACK
                  || rollout.status().phase() == Phase.ROLLED_BACK;
          case PROMOTE, APPROVE -> true;
          case RESUME ->
              goingOn(rollout.status().phase()).isPresent()
                  && rollout.status().phase() != Phase.HELD;
          case RETRY -> false;
        };
  }

  /// An approval is for the wave to come, everything else for the one that goes on.
  private static int waveOf(Rollout rollout, Verb verb) {
    int admitted = rollout.status().admitted();
    return verb == Verb.APPROVE ? admitted : Math.max(0, admitted - 1);
  }

  private static List<Order> unhandled(Rollout rollout) {
    List<Order> orders = rollout.spec().orders();
    return orders.subList(Math.min(rollout.status().handled(), orders.size()), orders.size());
  }

  private static Rollout with(Rollout rollout, Request request) {
    List<Order> orders = new ArrayList<>(rollout.spec().orders());
    orders.add(
        new Order(
            request.verb(),
            waveOf(rollout, request.verb()),
            request.actor(),
            request.at(),
            request.reason()));
    return new Rollout(rollout.metadata(), rollout.spec().withOrders(orders), rollout.status());
  }
}
