package io.skerry.agent.sync;

import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Content from the nearest place: attached to the ref, on the node's disk (so that a rollback to a
/// kept snapshot needs no network), else from further away.
///
/// @param attached by the digest that it claims; what does not match its digest is left out
/// @param disk what the node keeps; verified
/// @param remote asked only for the rest
record LayeredContent(Map<Digest, Bytes> attached, SnapshotJournal disk, ContentSource remote)
    implements ContentSource {

  @Override
  public Optional<Bytes> manifest(Digest digest) {
    return near(digest).or(() -> remote.manifest(digest));
  }

  @Override
  public Map<Digest, Bytes> blobs(Set<Digest> digests) {
    Map<Digest, Bytes> found = new HashMap<>();
    Set<Digest> far = new LinkedHashSet<>();
    for (Digest digest : digests) {
      near(digest).ifPresentOrElse(blob -> found.put(digest, blob), () -> far.add(digest));
    }
    if (!far.isEmpty()) {
      found.putAll(remote.blobs(far));
    }
    return found;
  }

  private Optional<Bytes> near(Digest digest) {
    return Optional.ofNullable(attached.get(digest))
        .filter(bytes -> bytes.digest().equals(digest))
        .or(() -> disk.content(digest));
  }
}
