package io.skerry.schema.store;

import io.skerry.schema.model.Revision;
import java.util.Optional;

/// Which page of a listing is wanted.
///
/// @param limit the most entries to return, 1 to 1000
/// @param after the last key of the previous page; empty for the first page
/// @param at the revision to show; empty for the newest
public record PageRequest(int limit, Optional<String> after, Optional<Revision> at) {

  /// The largest page.
  public static final int MAX_LIMIT = 1000;

  /// Refuses limits out of range with `IllegalArgumentException`.
  public PageRequest {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ": " + limit);
    }
  }

  /// The first page of the newest state.
  public static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty(), Optional.empty());
  }
}
