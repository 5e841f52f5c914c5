package io.skerry.schema.store;

import io.skerry.schema.model.Revision;

/// One key that changed.
public sealed interface Change {

  /// The full key.
  String path();

  /// The revision of the change.
  Revision revision();

  /// The key was written.
  record Put(RawEntry entry) implements Change {
    @Override
    public String path() {
      return entry.path();
    }

    @Override
    public Revision revision() {
      return entry.modified();
    }
  }

  /// The key was removed. After a gap the exact revision is not known, and that of the listing
  /// which showed the absence is given.
  record Deleted(String path, Revision revision) implements Change {}
}
