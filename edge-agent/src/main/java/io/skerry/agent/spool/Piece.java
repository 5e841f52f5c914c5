package io.skerry.agent.spool;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import java.util.function.Supplier;

/// One piece of content that a snapshot needs.
///
/// @param digest of the bytes
/// @param bytes asked for only when the journal does not hold them yet
public record Piece(Digest digest, Supplier<Bytes> bytes) {

  /// The most bytes of a piece: what is longer could be written, but never read again.
  public static final int MAX_BYTES = Frame.MAX_PAYLOAD - JournalIndex.DIGEST_BYTES;
}
