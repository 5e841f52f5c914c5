package io.skerry.control.lease;

import java.time.Instant;

/// What a replica does next in the election.
public sealed interface Step {

  /// Ask for a lease.
  record Acquire() implements Step {}

  /// Renew the lease.
  record Renew(HeldLease lease) implements Step {}

  /// Treat the lease as gone.
  record Forfeit(String reason) implements Step {}

  /// Try to create the leader's key.
  record Campaign(HeldLease lease) implements Step {}

  /// Take the office that an earlier campaign won without hearing of it.
  record TakeOffice(Term term) implements Step {}

  /// Stop acting as the leader.
  record StepDown(String reason) implements Step {}

  /// Nothing to do before `until`, unless the view shows something new.
  record Await(Instant until) implements Step {}
}
