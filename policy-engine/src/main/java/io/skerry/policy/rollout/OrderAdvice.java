package io.skerry.policy.rollout;

import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Order;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import java.util.Locale;

/// What operators are told about their orders.
final class OrderAdvice {

  private OrderAdvice() {}

  static String told(Order order) {
    String what =
        switch (order.verb()) {
          case PAUSE -> "Paused by ";
          case RESUME -> "Resumed by ";
          case PROMOTE -> "Promoted by ";
          case APPROVE -> "Approved by ";
          case ABORT -> "Aborted, every node stays where it is; by ";
          case ROLLBACK -> "Rolls back on the order of ";
          case RETRY -> "Tried again by ";
        };
    return what + order.actor() + (order.reason().isEmpty() ? "." : ": " + order.reason());
  }

  static String refusal(Rollout rollout, Phase phase, Verb verb) {
    return "rollout "
        + rollout.metadata().name()
        + " is "
        + words(phase)
        + ", which allows no "
        + verb.name().toLowerCase(Locale.ROOT)
        + "; "
        + instead(rollout, phase);
  }

  static String ownApproval(Rollout rollout) {
    return "the author of the change, "
        + rollout.spec().author()
        + ", cannot approve it; somebody else must";
  }

  static String tooMany() {
    return "the rollout has its "
        + Rollout.MAX_ORDERS
        + " orders; make a new change, which supersedes it";
  }

  private static String instead(Rollout rollout, Phase phase) {
    return switch (phase) {
      case PENDING -> "it can be paused, aborted or rolled back";
      case PROGRESSING, BAKING -> "it can be paused, promoted, retried, aborted or rolled back";
      case AWAITING_APPROVAL -> "it can be approved, paused, retried, aborted or rolled back";
      case PAUSED -> "it can be resumed, aborted or rolled back";
      case HELD ->
          rollout.status().admitted() > 0
              ? "it can be resumed, retried, promoted, paused, aborted or rolled back"
              : "it can be resumed, paused, aborted or rolled back";
      case ROLLING_BACK -> "nodes that refuse to return can be retried";
      case ABORTED -> "it can be rolled back";
      case SUCCEEDED -> "it can be rolled back, or changed by a new rollout";
      case ROLLED_BACK, SUPERSEDED -> "it is over; apply the change again";
    };
  }

  private static String words(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
