package io.skerry.agent.spool;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import java.util.function.Supplier;

/// One piece of content that a snapshot needs.
///
/// @param digest of the bytes
/// @param bytes asked for only when the journal does not hold them yet
public record Piece(Digest digest, Supplier<Bytes> bytes) {}
