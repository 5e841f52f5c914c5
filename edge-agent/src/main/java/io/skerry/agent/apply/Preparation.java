package io.skerry.agent.apply;

import io.skerry.agent.view.Prepared;
import io.skerry.schema.model.Abilities;

/// Makes a verified snapshot ready to be run, before it is persisted and while the active one
/// serves. Called by one thread at a time.
public interface Preparation {

  /// Needs nothing but the entries.
  Preparation NONE = _ -> new Verified.Good<>(Prepared.NONE);

  /// What a node can run that prepares its snapshots so. It refuses nothing else for what it is,
  /// and says so to the control plane.
  default Abilities abilities() {
    return Checkout.ABILITIES;
  }

  /// What is to be activated with the snapshot, or why this node cannot run it. Whoever calls
  /// retires what it does not activate.
  Verified<Prepared> prepare(VerifiedSnapshot next);
}
