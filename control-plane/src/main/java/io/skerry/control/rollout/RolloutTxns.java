package io.skerry.control.rollout;

import io.skerry.control.fleet.Versioned;
import io.skerry.control.lease.Term;
import io.skerry.control.rollout.RefTxns.Occasion;
import io.skerry.policy.rollout.Decision;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.AuditEvent.Change;
import io.skerry.schema.model.AuditEvent.Verb;
import io.skerry.schema.model.Notification;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.WaveMembers;
import io.skerry.schema.store.Txn;
import java.util.List;
import java.util.Optional;

/// Turns decisions about rollouts into transactions. Pure.
///
/// Every transaction is fenced by the term and requires the rollout to be as it was decided about,
/// so that nothing is decided twice, and nothing over an order that was accepted meanwhile. Each
/// carries one audit event.
///
/// @param keys where things are
/// @param term on whose authority
public record RolloutTxns(Keys keys, Term term) {

  /// The most bytes of names of members that travel in the transaction of the decision itself.
  static final int MAX_INLINE_BYTES = 256 << 10;

  private static final String ACTOR = "skerry";
  private static final String VIA = "rollout";

  /// What must be stored before a decision, one transaction each: the members of its waves, unless
  /// they are few. What an earlier leader left there is replaced.
  public List<Txn> before(Decision decision) {
    List<WaveMembers> members = members(decision);
    return isInline(members)
        ? List.of()
        : members.stream()
            .map(
                wave -> fenced().put(keys.wave(decision.rollout().id(), wave.wave()), wave).build())
            .toList();
  }

  /// Records a decision.
  ///
  /// @param decided the rollout that it is about, with its version
  /// @param notices whom it is told to
  public Txn decision(
      Decision decision,
      Versioned<Rollout> decided,
      Occasion occasion,
      List<Notification> notices) {
    Rollout next = next(decision);
    List<WaveMembers> members = members(decision);
    Txn.Builder txn =
        fenced()
            .requireUnchanged(keys.resource(next.id()), decided.modified())
            .put(keys.resource(next.id()), next);
    if (isInline(members)) {
      members.forEach(wave -> txn.put(keys.wave(next.id(), wave.wave()), wave));
    }
    notices.forEach(notice -> txn.put(keys.notification(notice.id()), notice));
    return txn.put(
            keys.outbox(occasion.id()),
            event(occasion, change(Verb.UPDATED, decided.value(), Optional.of(next))))
        .build();
  }

  /// Removes a rollout that decides nothing any more, with its waves.
  public Txn removal(Versioned<Rollout> rollout, List<WaveMembers> waves, Occasion occasion) {
    Rollout gone = rollout.value();
    Txn.Builder txn =
        fenced()
            .requireUnchanged(keys.resource(gone.id()), rollout.modified())
            .delete(keys.resource(gone.id()));
    waves.forEach(wave -> txn.delete(keys.wave(gone.id(), wave.wave())));
    return txn.put(
            keys.outbox(occasion.id()),
            event(occasion, change(Verb.DELETED, gone, Optional.empty())))
        .build();
  }

  /// The rollout once a decision is recorded.
  public static Rollout next(Decision decision) {
    return decision.rollout().withStatus(decision.next());
  }

  /// The members of the waves that a decision fixes; empty for all but a start.
  public static List<WaveMembers> members(Decision decision) {
    return switch (decision) {
      case Decision.Start start -> start.plan().members(start.rollout().metadata().name());
      case Decision.Transition _ -> List.of();
    };
  }

  private static boolean isInline(List<WaveMembers> members) {
    return members.stream()
            .flatMap(wave -> wave.nodes().stream())
            .mapToInt(node -> node.value().length() + 3)
            .sum()
        <= MAX_INLINE_BYTES;
  }

  private static Change change(Verb verb, Rollout before, Optional<Rollout> after) {
    return new Change.ResourceChanged(
        before.id(),
        verb,
        before.metadata().lifecycle().map(it -> it.generation()).orElse(1L),
        Optional.of(Codecs.RESOURCE.encode(before).digest()),
        after.map(RolloutDocument::of));
  }

  private static AuditEvent event(Occasion occasion, Change change) {
    return new AuditEvent(
        occasion.id(), occasion.at(), ACTOR, VIA, occasion.cause(), List.of(change));
  }

  private Txn.Builder fenced() {
    return Txn.builder().require(term.fence(keys));
  }
}
