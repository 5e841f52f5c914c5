package io.skerry.control.lease;

import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Member;
import java.util.Optional;

/// The rules of the election. Whoever creates the leader's key leads until that key is gone; the
/// key is bound to the creator's lease. These rules decide only when to try and when to give up
/// early: that no two leaders' writes are accepted follows from the fence that every write carries,
/// not from clocks.
public final class Election {

  private Election() {}

  /// The next step.
  public static Step next(Situation situation) {
    return situation
        .lease()
        .map(lease -> holding(situation, lease))
        .orElseGet(() -> bare(situation));
  }

  private static Step bare(Situation situation) {
    return situation.term().isPresent()
        ? new Step.StepDown("its lease is gone")
        : new Step.Acquire();
  }

  private static Step holding(Situation situation, HeldLease lease) {
    if (!situation.now().isBefore(lease.expiresAt())) {
      return new Step.Forfeit("it was not renewed for " + lease.ttl().toMillis() + " ms");
    }
    if (situation.term().filter(term -> isOver(term, situation.observed())).isPresent()) {
      return new Step.StepDown("its key in the store is gone");
    }
    if (!situation.now().isBefore(lease.renewAt())) {
      return new Step.Renew(lease);
    }
    return situation.term().isPresent() || !situation.observed().caughtUp()
        ? new Step.Await(lease.renewAt())
        : seeking(situation, lease);
  }

  private static Step seeking(Situation situation, HeldLease lease) {
    Optional<Versioned<Member>> leader = situation.observed().leader();
    if (leader.isEmpty()) {
      return new Step.Campaign(lease);
    }
    return leader
        .filter(held -> situation.candidacy().filter(held.value()::equals).isPresent())
        .<Step>map(own -> new Step.TakeOffice(new Term(own.created())))
        .orElseGet(() -> new Step.Await(lease.renewAt()));
  }

  private static boolean isOver(Term term, Situation.Observed observed) {
    return observed.revision().compareTo(term.number()) >= 0
        && observed.leader().filter(held -> held.created().equals(term.number())).isEmpty();
  }
}
