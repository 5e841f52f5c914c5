package io.skerry.control.history;

import java.time.Instant;
import java.util.Optional;

/// One change of the past.
///
/// @param seq grows in the order in which events reached the history; shared by the changes of one
///   event
/// @param eventId the event's ULID
/// @param revision the store's revision of the transaction
/// @param at when it was accepted
/// @param actor who asked
/// @param via how it came in
/// @param requestId joins it with the log
/// @param subject what changed
public record HistoryItem(
    long seq,
    String eventId,
    long revision,
    Instant at,
    String actor,
    String via,
    String requestId,
    Subject subject) {

  /// What changed.
  public sealed interface Subject {

    /// @param resource such as `policies/video/rate-limit`
    /// @param verb `created`, `updated` or `deleted`
    /// @param generation after the change; of the last version when deleted
    record OfResource(String resource, String verb, long generation) implements Subject {}

    /// @param ref what a node was told to run
    record OfRef(PastRef ref) implements Subject {}
  }

  /// The node whose ref changed.
  public Optional<String> node() {
    return switch (subject) {
      case Subject.OfResource _ -> Optional.empty();
      case Subject.OfRef(PastRef ref) -> Optional.of(ref.node());
    };
  }
}
