package io.skerry.policy.stats;

/// What a quantity lies between. Each end holds at all times at once with probability 1 − α, so
/// both together with 1 − 2α.
///
/// @param lower the quantity is at least this
/// @param upper the quantity is at most this; may be infinite for latencies
public record Interval(double lower, double upper) {}
