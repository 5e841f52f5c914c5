package io.skerry.control.api.write;

import io.skerry.control.api.plan.Prospect;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.request.RequestOrigin;
import io.skerry.control.api.write.Step.Action;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.rollout.RolloutDocument;
import io.skerry.policy.rollout.RolloutDraft;
import io.skerry.policy.rollout.Rollouts;
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
import io.skerry.schema.model.Rollout;
import io.skerry.schema.store.Txn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Turns steps into the one transaction that takes them all, with the rollouts that they make and
/// the audit event. Pure.
///
/// @param keys the layout
/// @param eventId the audit event's ULID
/// @param now when it was accepted
record Transactions(Keys keys, String eventId, Instant now) {

  /// A little less than etcd's limit on one request, which counts more than keys and values.
  private static final int MAX_BYTES = 1_500_000;

  /// Each changed resource must still be at the version that the step starts from, each resource
  /// referred to must still be the one that was checked, and each rollout that the new ones follow
  /// on must still be as it was.
  ///
  /// @param steps only changes
  /// @return the transaction, or why it is more than one revision can hold
  Outcome<Txn> of(List<Step> steps, Prospect prospect, RequestOrigin origin) {
    Txn.Builder txn = Txn.builder();
    steps.forEach(step -> write(txn, step));
    Set<ResourceId> superseded = supersede(txn, prospect);
    for (Rollout rollout : prospect.draft().created()) {
      txn.requireAbsent(keys.resource(rollout.id())).put(keys.resource(rollout.id()), rollout);
    }
    txn.put(keys.outbox(eventId), event(steps, prospect.draft(), origin));
    int room = Txn.MAX_OPERATIONS - txn.build().requirements().size();
    requirements(steps, prospect, superseded).stream()
        .limit(Math.max(0, room))
        .forEach(
            there -> txn.requireUnchanged(keys.resource(there.value().id()), there.modified()));
    return fitting(txn.build());
  }

  private Set<ResourceId> supersede(Txn.Builder txn, Prospect prospect) {
    Set<ResourceId> superseded = new HashSet<>();
    for (Rollout rollout : prospect.draft().superseded()) {
      Key<Resource> key = keys.resource(rollout.id());
      prospect
          .image()
          .resource(rollout.id())
          .ifPresent(there -> txn.requireUnchanged(key, there.modified()));
      txn.put(key, rollout);
      superseded.add(rollout.id());
    }
    return superseded;
  }

  /// What must not change and is not written: first the rollouts that decide what nodes return to.
  private static List<Versioned<? extends Resource>> requirements(
      List<Step> steps, Prospect prospect, Set<ResourceId> superseded) {
    FleetImage image = prospect.image();
    Set<ResourceId> changed = steps.stream().map(Step::id).collect(Collectors.toSet());
    Rollouts rollouts = Rollouts.of(image.rollouts().map(Versioned::value).toList());
    Stream<ResourceId> followed =
        changed.stream()
            .filter(id -> id.kind().isRolledOut())
            .flatMap(id -> rollouts.newest(id).stream())
            .map(Rollout::id)
            .filter(id -> !superseded.contains(id));
    Stream<ResourceId> targets =
        steps.stream()
            .flatMap(step -> step.after().stream())
            .flatMap(Targets::of)
            .filter(target -> !changed.contains(target));
    return Stream.concat(followed, targets)
        .distinct()
        .<Versioned<? extends Resource>>flatMap(id -> image.resource(id).stream())
        .toList();
  }

  private static Outcome<Txn> fitting(Txn txn) {
    if (txn.writes().size() > Txn.MAX_OPERATIONS
        || txn.requirements().size() > Txn.MAX_OPERATIONS) {
      return Outcome.refused(
          Problem.invalid(
              "",
              "takes "
                  + Math.max(txn.writes().size(), txn.requirements().size())
                  + " operations with the rollouts that it makes and takes over, and one revision"
                  + " can hold "
                  + Txn.MAX_OPERATIONS
                  + ": split the bundle"));
    }
    long bytes = txn.writes().stream().mapToLong(Transactions::size).sum();
    return bytes > MAX_BYTES
        ? Outcome.refused(
            Problem.of(
                ProblemCode.TOO_LARGE,
                "takes "
                    + bytes
                    + " bytes with the rollouts that it makes and takes over, and one revision can"
                    + " hold "
                    + MAX_BYTES
                    + ": split the bundle, or make its documents smaller"))
        : Outcome.done(txn);
  }

  private static long size(Txn.Write write) {
    return write instanceof Txn.Write.Put put
        ? put.key().path().length() + (long) put.bytes().size()
        : write.key().path().length();
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

  private AuditEvent event(List<Step> steps, RolloutDraft draft, RequestOrigin origin) {
    List<Change> changes = new ArrayList<>(steps.stream().map(Transactions::change).toList());
    draft.created().forEach(it -> changes.add(change(it, Verb.CREATED)));
    draft.superseded().forEach(it -> changes.add(change(it, Verb.UPDATED)));
    return new AuditEvent(eventId, now, origin.actor(), "api", origin.requestId(), changes);
  }

  private static Change change(Rollout rollout, Verb verb) {
    return new Change.ResourceChanged(
        rollout.id(),
        verb,
        rollout.metadata().lifecycle().map(it -> it.generation()).orElse(1L),
        Optional.empty(),
        Optional.of(RolloutDocument.of(rollout)));
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
