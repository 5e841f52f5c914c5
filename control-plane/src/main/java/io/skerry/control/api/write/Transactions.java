package io.skerry.control.api.write;

import io.skerry.control.api.request.RequestOrigin;
import io.skerry.control.api.write.Step.Action;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.key.Key;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.AuditEvent.Change;
import io.skerry.schema.model.AuditEvent.Verb;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.store.Txn;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns steps into the one transaction that takes them all, with the audit event. Pure.
///
/// @param keys the layout
/// @param eventId the audit event's ULID
/// @param now when it was accepted
record Transactions(Keys keys, String eventId, Instant now) {

  /// Each changed resource must still be at the version that the step starts from, and each
  /// resource referred to must still be the one that was checked.
  ///
  /// @param steps only changes
  Txn of(List<Step> steps, FleetImage checked, RequestOrigin origin) {
    Txn.Builder txn = Txn.builder();
    steps.forEach(step -> write(txn, step));
    requireTargets(txn, steps, checked);
    return txn.put(keys.outbox(eventId), event(steps, origin)).build();
  }

  private void write(Txn.Builder txn, Step step) {
    Key<Resource> key = keys.resource(step.id());
    step.before()
        .ifPresentOrElse(
            before -> txn.requireUnchanged(key, before.modified()), () -> txn.requireAbsent(key));
    step.after()
        .ifPresentOrElse(
            after -> txn.put(key, after),
            () -> {
              txn.delete(key);
              deleteOwned(txn, step.id());
            });
  }

  /// A node that is gone must not be able to report any more, nor leave a status to its successor.
  private void deleteOwned(Txn.Builder txn, ResourceId id) {
    if (id.kind() == Kind.NODE) {
      txn.delete(keys.credential(id.name())).delete(keys.status(id.name()));
    }
  }

  private void requireTargets(Txn.Builder txn, List<Step> steps, FleetImage checked) {
    Set<ResourceId> changed = steps.stream().map(Step::id).collect(Collectors.toSet());
    steps.stream()
        .flatMap(step -> step.after().stream())
        .flatMap(Targets::of)
        .distinct()
        .filter(target -> !changed.contains(target))
        .limit(Txn.MAX_OPERATIONS - (long) steps.size())
        .forEach(
            target ->
                checked
                    .resource(target)
                    .ifPresent(
                        there -> txn.requireUnchanged(keys.resource(target), there.modified())));
  }

  private AuditEvent event(List<Step> steps, RequestOrigin origin) {
    List<Change> changes = steps.stream().map(Transactions::change).toList();
    return new AuditEvent(eventId, now, origin.actor(), "api", origin.requestId(), changes);
  }

  private static Change change(Step step) {
    return new Change.ResourceChanged(
        step.id(),
        verb(step.action()),
        step.generation(),
        step.before().map(Versioned::value).map(before -> Codecs.RESOURCE.encode(before).digest()),
        step.after().map(after -> CanonicalJson.document(Resources.encode(after))));
  }

  private static Verb verb(Action action) {
    return switch (action) {
      case CREATED -> Verb.CREATED;
      case UPDATED -> Verb.UPDATED;
      case DELETED -> Verb.DELETED;
      case UNCHANGED -> throw new IllegalArgumentException("an unchanged resource is no change");
    };
  }
}
