package io.skerry.control.api.rollout;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.request.RequestOrigin;
import io.skerry.control.api.write.Commits;
import io.skerry.control.api.write.Pauses;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.rollout.RolloutDocument;
import io.skerry.policy.rollout.Orders;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Takes orders to the store: each on condition that the rollout is as it was when the order was
/// judged, together with its audit event. Once accepted, no ref that was decided before is written
/// any more, because every ref requires its rollout unchanged. Blocks: for virtual threads.
@ApplicationScoped
public class OrderCalls {

  private static final int ATTEMPTS = 8;

  private final StateStore store;
  private final Keys keys;
  private final Commits commits;
  private final Pauses pauses;
  private final InstantSource clock;
  private final IdSource ids;

  @Inject
  OrderCalls(
      StateStore store,
      Keys keys,
      Commits commits,
      Pauses pauses,
      InstantSource clock,
      IdSource ids) {
    this.store = store;
    this.keys = keys;
    this.commits = commits;
    this.pauses = pauses;
    this.clock = clock;
    this.ids = ids;
  }

  /// Gives an order.
  ///
  /// @param reason in the operator's words, may be empty
  /// @return the rollout with the order, at its version in the store
  Outcome<Versioned<Rollout>> order(ResourceId id, Verb verb, String reason, RequestOrigin origin) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        pauses.beforeAttempt(attempt);
      }
      Optional<Versioned<Rollout>> current = current(id);
      if (current.isEmpty()) {
        return Outcome.refused(Problem.notFound(id.toString()));
      }
      Optional<Outcome<Versioned<Rollout>>> result =
          attempt(current.get(), new Orders.Request(verb, origin.actor(), reason, now()), origin);
      if (result.isPresent()) {
        return result.get();
      }
    }
    return Outcome.refused(
        Problem.of(ProblemCode.CONFLICT, id + " keeps changing: try again").retryAfter(1));
  }

  /// Empty when the rollout changed meanwhile.
  private Optional<Outcome<Versioned<Rollout>>> attempt(
      Versioned<Rollout> current, Orders.Request request, RequestOrigin origin) {
    return switch (Orders.place(current.value(), request)) {
      case Orders.Placed.Accepted(Rollout next) -> commit(current, next, origin);
      case Orders.Placed.Repeated() -> Optional.of(Outcome.done(current));
      case Orders.Placed.Refused(String reason) ->
          Optional.of(Outcome.refused(Problem.of(ProblemCode.CONFLICT, reason)));
    };
  }

  private Optional<Outcome<Versioned<Rollout>>> commit(
      Versioned<Rollout> current, Rollout next, RequestOrigin origin) {
    AuditEvent event = event(current.value(), next, origin);
    Txn txn =
        Txn.builder()
            .requireUnchanged(keys.resource(next.id()), current.modified())
            .put(keys.resource(next.id()), next)
            .put(keys.outbox(event.id()), event)
            .build();
    return switch (commits.commit(txn)) {
      case CommitOutcome.Committed(Revision revision) ->
          Optional.of(Outcome.done(new Versioned<>(next, current.created(), revision)));
      case CommitOutcome.Conflict _ -> Optional.empty();
      case CommitOutcome.Unknown _ ->
          Optional.of(
              Outcome.refused(
                  Problem.of(
                      ProblemCode.OUTCOME_UNKNOWN,
                      "the order may have been taken; read the rollout before trying again")));
      case CommitOutcome.Fenced _ ->
          throw new IllegalStateException("a write without a fence cannot be fenced");
    };
  }

  private AuditEvent event(Rollout before, Rollout after, RequestOrigin origin) {
    AuditEvent.Change change =
        new AuditEvent.Change.ResourceChanged(
            after.id(),
            AuditEvent.Verb.UPDATED,
            after.metadata().lifecycle().map(it -> it.generation()).orElse(1L),
            Optional.of(Codecs.RESOURCE.encode(before).digest()),
            Optional.of(RolloutDocument.of(after)));
    return new AuditEvent(
        ids.nextUlid(), now(), origin.actor(), "api", origin.requestId(), List.of(change));
  }

  private Optional<Versioned<Rollout>> current(ResourceId id) {
    return store
        .get(keys.resource(id))
        .flatMap(
            there -> {
              Resource resource = there.decode().orThrow();
              return resource instanceof Rollout rollout
                  ? Optional.of(new Versioned<>(rollout, there.created(), there.modified()))
                  : Optional.empty();
            });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
