package io.skerry.control.fleet;

/// Is told how the fleet changes.
@FunctionalInterface
public interface FleetListener {

  /// The image moved. Deltas come in order without gaps, one call at a time, on the thread that
  /// owns the image: only hand over, never block.
  void onDelta(FleetDelta delta);

  /// The image caught up with the store (`true`), or lost touch with it (`false`). Same thread,
  /// same rules.
  default void onCaughtUp(boolean caughtUp) {}
}
