package io.skerry.schema.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one accepted transaction changed: written to the outbox in the same transaction, and from
/// there to the history exactly once. The transaction's revision is the creation revision of the
/// outbox key.
///
/// @param id a ULID, the event's identity in the history
/// @param at when it was accepted, by the clock of the replica that accepted it
/// @param actor who asked
/// @param via how it came in, such as `api` or `rollout`
/// @param requestId joins it with the request's log lines
/// @param changes what changed, at least one
public record AuditEvent(
    String id, Instant at, String actor, String via, String requestId, List<Change> changes) {

  /// Copies the list.
  public AuditEvent {
    changes = List.copyOf(changes);
  }

  /// One change of a transaction.
  public sealed interface Change {

    /// @param resource what changed
    /// @param verb how
    /// @param generation after the change; of the last version when deleted
    /// @param before digest of the previous version's bytes
    /// @param document the new version as canonical JSON; empty when deleted
    record ResourceChanged(
        ResourceId resource,
        Verb verb,
        long generation,
        Optional<Digest> before,
        Optional<JsonDocument> document)
        implements Change {}

    /// @param ref the new pointer
    /// @param previous the snapshot that it pointed to before
    record RefChanged(Ref ref, Optional<Digest> previous) implements Change {}
  }

  /// How a resource changed.
  public enum Verb {
    CREATED,
    UPDATED,
    DELETED
  }
}
