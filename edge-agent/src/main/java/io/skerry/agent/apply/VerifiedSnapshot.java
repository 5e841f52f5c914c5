package io.skerry.agent.apply;

import io.skerry.agent.view.EntryTree;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Snapshot;

/// A snapshot of which every byte was checked against the ref, ready to be persisted and activated.
///
/// @param ref that asked for it
/// @param manifest the bytes whose digest the ref names
/// @param snapshot what they say
/// @param entries everything that the manifest lists, in its order
public record VerifiedSnapshot(Ref ref, Bytes manifest, Snapshot snapshot, EntryTree entries) {

  /// The same content, asked for by another ref to the same digest.
  ///
  /// @throws IllegalArgumentException when the digest differs
  public VerifiedSnapshot under(Ref next) {
    if (!next.snapshot().equals(ref.snapshot())) {
      throw new IllegalArgumentException("another snapshot: " + next.snapshot());
    }
    return new VerifiedSnapshot(next, manifest, snapshot, entries);
  }
}
