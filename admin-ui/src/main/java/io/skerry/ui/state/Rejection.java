package io.skerry.ui.state;

import java.time.Instant;
import java.util.Optional;

/// A node's refusal of the snapshot it was given.
///
/// @param code the stable reason, for example `digest-mismatch`
public record Rejection(
    String digest, long generation, String code, String message, Optional<Instant> at) {}
