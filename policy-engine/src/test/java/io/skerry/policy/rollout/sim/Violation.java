package io.skerry.policy.rollout.sim;

/// An invariant does not hold.
final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String invariant;

  /// @param invariant such as `C1`
  Violation(String invariant, String message) {
    super(invariant + ": " + message);
    this.invariant = invariant;
  }

  String invariant() {
    return invariant;
  }
}
