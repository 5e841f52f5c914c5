package io.skerry.schema.codec;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes refs that carry the same attachments, byte for byte as [Codecs#REF] does, but encodes the
/// attachments once: they are most of a ref, and the same for every node that makes the same move.
/// Safe for use by many threads.
public final class EnvelopeWriter {

  private final byte[] head;

  /// @param attachments of every ref
  public EnvelopeWriter(Map<Digest, Bytes> attachments) {
    String before =
        attachments.isEmpty()
            ? ""
            : "\"attachments\":" + CanonicalWriter.write(RefFormat.attachments(attachments)) + ",";
    this.head = ("{" + before + "\"ref\":").getBytes(StandardCharsets.UTF_8);
  }

  /// The stored form of a [RefEnvelope] of this ref and the attachments.
  public Bytes write(Ref ref) {
    byte[] body = CanonicalWriter.write(RefFormat.write(ref)).getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[head.length + body.length + 1];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    whole[whole.length - 1] = '}';
    return Bytes.copyOf(whole);
  }
}
