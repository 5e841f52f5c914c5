package io.skerry.policy.compile;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Snapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// What some nodes must run: the manifest with all blobs that it names. Immutable; equal when the
/// digests are.
public final class CompiledSnapshot {

  /// Nothing to run.
  public static final CompiledSnapshot EMPTY = new CompiledSnapshot(List.of());

  private final List<Content> contents;
  private final Snapshot snapshot;
  private final Digest digest;

  private CompiledSnapshot(List<Content> contents) {
    this.contents = contents;
    this.snapshot = new Snapshot(contents.stream().map(Content::entry).toList());
    this.digest = ManifestText.join(contents).digest();
  }

  static CompiledSnapshot of(Collection<Content> contents) {
    return contents.isEmpty() ? EMPTY : new CompiledSnapshot(List.copyOf(contents));
  }

  /// The manifest.
  public Snapshot snapshot() {
    return snapshot;
  }

  /// The SHA-256 of the manifest's canonical bytes.
  public Digest digest() {
    return digest;
  }

  /// The manifest's canonical bytes, encoded anew by each call.
  public Bytes manifest() {
    return ManifestText.join(contents);
  }

  /// Every blob that the manifest names, by digest, collected anew by each call.
  public Map<Digest, Bytes> blobs() {
    Map<Digest, Bytes> blobs = new TreeMap<>();
    contents.forEach(content -> blobs.put(content.entry().blob(), content.blob()));
    return blobs;
  }

  /// Hands out every entry with its blob, in the manifest's order. Snapshots of one compilation
  /// that have equal content hand out the same objects.
  public void forEach(BiConsumer<Snapshot.Entry, Bytes> action) {
    contents.forEach(content -> action.accept(content.entry(), content.blob()));
  }

  List<Content> contents() {
    return contents;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompiledSnapshot that && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return "snapshot " + digest.abbreviated() + " of " + contents.size() + " entries";
  }
}
