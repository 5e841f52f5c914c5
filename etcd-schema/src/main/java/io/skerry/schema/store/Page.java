package io.skerry.schema.store;

import io.skerry.schema.model.Revision;
import java.util.List;
import java.util.Optional;

/// One page of a listing.
///
/// @param entries in key order
/// @param revision the store's revision that the whole listing shows
/// @param next how to ask for the following page; empty on the last
public record Page(List<RawEntry> entries, Revision revision, Optional<PageRequest> next) {

  /// Copies the list.
  public Page {
    entries = List.copyOf(entries);
  }
}
