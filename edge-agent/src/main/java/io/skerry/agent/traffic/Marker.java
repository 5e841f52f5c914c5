package io.skerry.agent.traffic;

/// What became of the canary marker of a request. A marker that gets lost is how canaries go wrong
/// unnoticed.
public enum Marker {
  /// The request came without one.
  NONE,
  /// It came with one, and the request to the upstream had it too.
  PASSED_ON,
  /// It came with one, which went no further.
  LOST
}
