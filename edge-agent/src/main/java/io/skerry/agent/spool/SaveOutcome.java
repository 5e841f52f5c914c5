package io.skerry.agent.spool;

/// What became of saving an activation.
public sealed interface SaveOutcome {

  /// It survives any crash.
  record Saved() implements SaveOutcome {}

  /// It survives any crash, but the disk is full: what had been set aside was needed.
  ///
  /// @param reason for people
  record SavedOnReserve(String reason) implements SaveOutcome {}

  /// It may or may not survive; what was saved before does.
  ///
  /// @param code whether there was no room
  /// @param reason for people
  record Failed(DiskException.Code code, String reason) implements SaveOutcome {}
}
