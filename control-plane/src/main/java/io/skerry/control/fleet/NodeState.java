package io.skerry.control.fleet;

import java.util.Locale;

/// How a node stands, in one word.
public enum NodeState {
  /// Never enrolled, or never heard.
  PENDING,
  /// Not heard for three heartbeats. Not a verdict: it may well be serving.
  LOST,
  /// It refused what it must run now, and keeps serving what it had; or two processes report as it.
  DEGRADED,
  /// Heard, but out of touch with the store: what it serves may be old.
  STALE,
  /// On its way to what it must run.
  UPDATING,
  /// It runs what it must run.
  READY;

  /// The value on the wire, such as `ready`.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
