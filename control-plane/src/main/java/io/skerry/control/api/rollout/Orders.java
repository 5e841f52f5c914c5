package io.skerry.control.api.rollout;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Order;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether a rollout takes an order, judged by its phase and by the orders before it, handled or
/// not. Pure.
final class Orders {

  /// Kept free for what ends a rollout, so that it can always be ended.
  private static final int RESERVED = 10;

  private Orders() {}

  /// Adds an order.
  ///
  /// @return the rollout with the order; the same rollout when the order changes nothing because it
  ///   was given before
  static Outcome<Rollout> place(Rollout rollout, Order order) {
    Phase phase = phase(rollout);
    if (isRepeat(rollout, phase, order)) {
      return Outcome.done(rollout);
    }
    return refusal(rollout, phase, order)
        .<Outcome<Rollout>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(with(rollout, order)));
  }

  /// The wave that an order would concern.
  static int wave(Rollout rollout, Verb verb) {
    int admitted = rollout.status().admitted();
    return verb == Verb.APPROVE ? admitted : Math.max(0, admitted - 1);
  }

  /// The phase that the orders which the leader has not handled yet lead to.
  static Phase phase(Rollout rollout) {
    Phase phase = rollout.status().phase();
    List<Order> orders = rollout.spec().orders();
    for (Order order : orders.subList(Math.min(handled(rollout), orders.size()), orders.size())) {
      phase = after(phase, order.verb());
    }
    return phase;
  }

  private static Phase after(Phase phase, Verb verb) {
    return switch (verb) {
      case PAUSE -> phase.isActive() ? Phase.PAUSED : phase;
      case RESUME, APPROVE -> phase.isActive() ? Phase.PROGRESSING : phase;
      case ABORT -> phase.isActive() ? Phase.ABORTED : phase;
      case ROLLBACK -> phase.isActive() || phase == Phase.ABORTED ? Phase.ROLLING_BACK : phase;
      case PROMOTE, RETRY -> phase;
    };
  }

  private static int handled(Rollout rollout) {
    return rollout.status().handled();
  }

  private static boolean isRepeat(Rollout rollout, Phase phase, Order order) {
    boolean done =
        switch (order.verb()) {
          case PAUSE -> phase == Phase.PAUSED;
          case ABORT -> phase == Phase.ABORTED;
          case ROLLBACK -> phase == Phase.ROLLING_BACK || phase == Phase.ROLLED_BACK;
          case RESUME -> isLast(rollout, Verb.RESUME) && !isStopped(phase);
          case PROMOTE, APPROVE -> isLast(rollout, order.verb()) && sameWave(rollout, order);
          case RETRY -> isLast(rollout, Verb.RETRY) && isUnhandled(rollout);
        };
    return done;
  }

  private static boolean isLast(Rollout rollout, Verb verb) {
    return last(rollout).filter(order -> order.verb() == verb).isPresent();
  }

  private static boolean sameWave(Rollout rollout, Order order) {
    return last(rollout).filter(before -> before.wave() == order.wave()).isPresent();
  }

  private static boolean isUnhandled(Rollout rollout) {
    return rollout.spec().orders().size() > handled(rollout);
  }

  private static Optional<Order> last(Rollout rollout) {
    List<Order> orders = rollout.spec().orders();
    return orders.isEmpty() ? Optional.empty() : Optional.of(orders.getLast());
  }

  private static Optional<Problem> refusal(Rollout rollout, Phase phase, Order order) {
    if (!isAllowed(phase, order.verb())) {
      return Optional.of(conflict(rollout, phase, remedy(phase, order.verb())));
    }
    if (order.verb() == Verb.APPROVE && order.actor().equals(rollout.spec().author())) {
      return Optional.of(
          conflict(
              rollout,
              phase,
              "its author, " + order.actor() + ", cannot approve it: somebody else must"));
    }
    boolean ends = order.verb() == Verb.ABORT || order.verb() == Verb.ROLLBACK;
    int most = ends ? Rollout.MAX_ORDERS : Rollout.MAX_ORDERS - RESERVED;
    return rollout.spec().orders().size() >= most
        ? Optional.of(
            conflict(
                rollout,
                phase,
                "it has taken "
                    + rollout.spec().orders().size()
                    + " orders, which is all it takes: abort it or roll it back, and change the"
                    + " resource again"))
        : Optional.empty();
  }

  private static boolean isAllowed(Phase phase, Verb verb) {
    return switch (verb) {
      case PAUSE, ABORT -> phase.isActive();
      case RESUME -> isStopped(phase);
      case PROMOTE -> phase == Phase.PROGRESSING || phase == Phase.BAKING || phase == Phase.HELD;
      case APPROVE -> phase == Phase.AWAITING_APPROVAL;
      case ROLLBACK -> phase.isActive() || phase == Phase.ABORTED;
      case RETRY -> phase == Phase.PROGRESSING || phase == Phase.BAKING || phase == Phase.HELD;
    };
  }

  private static boolean isStopped(Phase phase) {
    return phase == Phase.PAUSED || phase == Phase.HELD;
  }

  private static String remedy(Phase phase, Verb verb) {
    return switch (phase) {
      case PAUSED -> "resume it first";
      case AWAITING_APPROVAL -> "approve its next wave first";
      case PENDING -> "wait until its first wave is admitted, or abort it";
      case SUCCEEDED -> "to go back, apply the former version of what it changed";
      case ABORTED -> "it can only be rolled back; to move nodes again change the resource";
      case ROLLING_BACK, ROLLED_BACK -> "to move nodes again change the resource";
      case SUPERSEDED -> "a newer rollout of the same resource has taken over: act on that one";
      case PROGRESSING, BAKING, HELD ->
          verb == Verb.APPROVE
              ? "no wave of it waits for an approval"
              : "it is neither paused nor held, so there is nothing to resume";
    };
  }

  private static Problem conflict(Rollout rollout, Phase phase, String why) {
    return Problem.of(ProblemCode.CONFLICT, rollout.id() + " is " + words(phase) + ": " + why);
  }

  private static String words(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Rollout with(Rollout rollout, Order order) {
    Rollout.Spec spec = rollout.spec();
    List<Order> orders = new ArrayList<>(spec.orders());
    orders.add(order);
    return new Rollout(
        rollout.metadata(),
        new Rollout.Spec(
            spec.changes(),
            spec.strategyName(),
            spec.strategy(),
            spec.author(),
            spec.expectedPlan(),
            spec.supersedes(),
            orders),
        rollout.status());
  }
}
