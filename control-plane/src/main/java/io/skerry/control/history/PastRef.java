package io.skerry.control.history;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import java.time.Instant;
import java.util.Optional;

/// What a node was told to run.
///
/// @param node which
/// @param snapshot what
/// @param generation of the ref
/// @param rollout on whose behalf
/// @param wave of that rollout
/// @param reason why it moved
/// @param issuedAt since when
/// @param previous what it was told before; empty for its first
public record PastRef(
    String node,
    Digest snapshot,
    long generation,
    String rollout,
    int wave,
    Ref.Reason reason,
    Instant issuedAt,
    Optional<Digest> previous) {}
