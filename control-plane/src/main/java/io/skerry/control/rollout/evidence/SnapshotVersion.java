package io.skerry.control.rollout.evidence;

/// A version of the service in question, as one snapshot served it.
///
/// @param snapshot digest of what served, in hex
/// @param version its name
public record SnapshotVersion(String snapshot, String version) {}
