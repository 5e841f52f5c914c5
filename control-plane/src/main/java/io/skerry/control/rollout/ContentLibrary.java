package io.skerry.control.rollout;

import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Snapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The compiled content that one plan refers to, by digest. Not safe for use by several threads.
final class ContentLibrary {

  private final Map<Digest, CompiledSnapshot> snapshots = new HashMap<>();
  private final Map<Digest, Bytes> manifests = new HashMap<>();
  private final Map<Digest, Bytes> blobs = new HashMap<>();

  ContentLibrary(Collection<CompiledSnapshot> compiled) {
    compiled.forEach(snapshot -> snapshots.put(snapshot.digest(), snapshot));
  }

  /// A compiled snapshot.
  Snapshot snapshot(Digest digest) {
    return compiled(digest).snapshot();
  }

  /// The canonical bytes of a compiled snapshot; their digest is `digest`.
  Bytes manifest(Digest digest) {
    return manifests.computeIfAbsent(digest, it -> compiled(it).manifest());
  }

  /// The content of an entry of a compiled snapshot.
  Bytes blob(Digest snapshot, Digest blob) {
    Bytes known = blobs.get(blob);
    if (known == null) {
      blobs.putAll(compiled(snapshot).blobs());
      known = blobs.get(blob);
    }
    return require(blob, known);
  }

  private CompiledSnapshot compiled(Digest digest) {
    return require(digest, snapshots.get(digest));
  }

  private static <T> T require(Digest digest, @org.jspecify.annotations.Nullable T found) {
    if (found == null) {
      throw new IllegalArgumentException("nothing was compiled with digest " + digest);
    }
    return found;
  }
}
