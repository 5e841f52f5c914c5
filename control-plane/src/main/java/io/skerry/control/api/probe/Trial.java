package io.skerry.control.api.probe;

import io.skerry.schema.model.NodeStatus.Outcome;
import java.time.Duration;

/// How one try of a probe went, with its retries.
///
/// @param outcome of the last attempt
/// @param message of the last attempt
/// @param attempts how many were made, at least 1
/// @param duration of all of them
record Trial(Outcome outcome, String message, int attempts, Duration duration) {}
