package io.skerry.agent.apply;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;

/// A refused ref; the node keeps what it has.
///
/// @param snapshot what was asked for; for a ref that does not even say so, the digest of its bytes
/// @param generation that was asked for; 1 when the ref does not say
/// @param code why
/// @param message why in a sentence, with what would be right
public record Rejection(Digest snapshot, long generation, NackCode code, String message) {

  /// The most characters of a message; the whole status must fit in 4 KB.
  public static final int MAX_MESSAGE = 500;

  /// Shortens the message to its limit.
  public Rejection {
    message = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
  }

  /// A refusal of a ref that could be read.
  public static Rejection of(Ref ref, NackCode code, String message) {
    return new Rejection(ref.snapshot(), ref.generation(), code, message);
  }
}
