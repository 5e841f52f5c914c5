package io.skerry.cli.rollout;

/// Which rollout.
///
/// @param tenant whose
/// @param name its full name
public record RolloutRef(String tenant, String name) {}
