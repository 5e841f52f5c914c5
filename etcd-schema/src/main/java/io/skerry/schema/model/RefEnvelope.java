package io.skerry.schema.model;

import java.util.Map;

/// A ref as it is stored, with content that its writer expects the node to lack. Attachments only
/// save the node a round trip: they are addressed by digest and verified like fetched content, and
/// a node may ignore them, because everything attached is also stored under its own key.
///
/// @param ref the pointer
/// @param attachments the manifest and new blobs by digest; empty when they are too large to attach
public record RefEnvelope(Ref ref, Map<Digest, Bytes> attachments) {

  /// The most bytes of content that a writer attaches to one ref.
  public static final int MAX_ATTACHED_BYTES = 4096;

  /// Copies the map.
  public RefEnvelope {
    attachments = Map.copyOf(attachments);
  }
}
