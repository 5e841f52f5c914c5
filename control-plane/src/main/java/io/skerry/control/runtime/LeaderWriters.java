package io.skerry.control.runtime;

/// Everything that a leader writes about rollouts goes through one of these.
///
/// @param rollouts where rollouts stand
/// @param refs what nodes must run
public record LeaderWriters(RolloutWriter rollouts, RefWriter refs) {}
