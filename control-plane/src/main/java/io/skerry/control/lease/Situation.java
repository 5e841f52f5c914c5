package io.skerry.control.lease;

import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.Revision;
import java.time.Instant;
import java.util.Optional;

/// All that a replica knows when it decides its next step towards, in or out of office.
///
/// @param now by its own clock
/// @param lease what it holds
/// @param candidacy what it last campaigned with under this lease
/// @param term while it leads
/// @param observed what it sees of the election
public record Situation(
    Instant now,
    Optional<HeldLease> lease,
    Optional<Member> candidacy,
    Optional<Term> term,
    Observed observed) {

  /// What the view of the store shows.
  ///
  /// @param revision how far the view is
  /// @param caughtUp whether it follows the store
  /// @param leader the leader's key
  public record Observed(Revision revision, boolean caughtUp, Optional<Versioned<Member>> leader) {}
}
