package io.skerry.schema.model;

import java.time.Instant;

/// A live control-plane replica, bound to its lease. The same value at the `leader` key names the
/// leader.
///
/// @param replica its name, unique per process
/// @param address its REST address
/// @param since when it started, or became leader
public record Member(String replica, String address, Instant since) {}
