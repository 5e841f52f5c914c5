package io.skerry.control.history;

import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.Optional;

/// What somebody wants to know of the past; every part narrows the answer.
///
/// @param resource changes of this resource only
/// @param node changes of what this node must run, and of its inventory entry, only
/// @param actor by this actor only
/// @param from not before this instant
/// @param to before this instant
/// @param limit the most items to return, 1 to 1000
public record HistoryQuery(
    Optional<ResourceId> resource,
    Optional<ResourceName> node,
    Optional<String> actor,
    Optional<Instant> from,
    Optional<Instant> to,
    int limit) {

  /// The largest answer.
  public static final int MAX_LIMIT = 1000;

  /// Refuses limits out of range with `IllegalArgumentException`.
  public HistoryQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ": " + limit);
    }
  }

  /// The newest changes of all.
  public static HistoryQuery newest(int limit) {
    return new HistoryQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }
}
