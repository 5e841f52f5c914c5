package io.skerry.agent.apply;

import io.skerry.agent.view.Prepared;

/// Makes a verified snapshot ready to be run, before it is persisted and while the active one
/// serves. Called by one thread at a time.
public interface Preparation {

  /// Needs nothing but the entries.
  Preparation NONE = _ -> new Verified.Good<>(Prepared.NONE);

  /// What is to be activated with the snapshot, or why this node cannot run it. Whoever calls
  /// retires what it does not activate.
  Verified<Prepared> prepare(VerifiedSnapshot next);
}
