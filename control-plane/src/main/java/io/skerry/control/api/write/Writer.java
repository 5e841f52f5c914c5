package io.skerry.control.api.write;

import io.skerry.control.api.plan.Prospect;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.request.RequestOrigin;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.Txn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/// Takes accepted intents to the store: all of them at one revision, or none.
///
/// 1. read what is there, 2. work out the steps, 3. check them, 4. commit them on condition that
///    nothing they were worked out from has changed, 5. start over when it has. A refusal is only
///    given on a view that is known to be current. Blocks: for virtual threads.
///
/// A deletion excludes other writes of this replica while it looks for referents, because a
/// transaction cannot require that no referent appears. Another replica can still add one within
/// that moment.
@ApplicationScoped
public class Writer {

  /// The most resources that one transaction changes.
  public static final int MAX_CHANGES = 120;

  /// Beside other writers the leader changes the rollouts that a write takes over.
  private static final int ATTEMPTS = 24;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Keys keys;
  private final FreshView view;
  private final Commits commits;
  private final Pauses pauses;
  private final Drafts drafts;
  private final InstantSource clock;
  private final IdSource ids;
  private final ReadWriteLock gate = new ReentrantReadWriteLock();

  @Inject
  Writer(
      Keys keys,
      FreshView view,
      Commits commits,
      Pauses pauses,
      Drafts drafts,
      InstantSource clock,
      IdSource ids) {
    this.keys = keys;
    this.view = view;
    this.commits = commits;
    this.pauses = pauses;
    this.drafts = drafts;
    this.clock = clock;
    this.ids = ids;
  }

  /// Takes one intent.
  public Outcome<Written> write(Intent intent, Terms terms, RequestOrigin origin) {
    boolean deletes = intent instanceof Intent.Delete;
    return guarded(
        deletes, () -> tryOften(terms, origin, isRetry -> alone(intent, deletes || isRetry)));
  }

  /// Takes a bundle: all or nothing.
  ///
  /// @param intents worked out from a current image; asked again after a conflict
  /// @param mayDelete whether there can be deletions among them
  public Outcome<Written> writeAll(
      Function<FleetImage, List<Intent>> intents,
      boolean mayDelete,
      Terms terms,
      RequestOrigin origin) {
    return guarded(
        mayDelete,
        () ->
            tryOften(
                terms,
                origin,
                _ -> {
                  FleetImage image = view.current();
                  return together(intents.apply(image), image)
                      .map(steps -> new Draft(steps, image));
                }));
  }

  private Outcome<Written> guarded(boolean exclusive, Work work) {
    Lock lock = exclusive ? gate.writeLock() : gate.readLock();
    try {
      if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return busy();
    }
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  private static Outcome<Written> busy() {
    return Outcome.refused(
        Problem.of(
                ProblemCode.STORE_UNAVAILABLE,
                "other writes have been waiting for the store for too long; nothing was changed")
            .retryAfter(1));
  }

  private Outcome<Written> tryOften(Terms terms, RequestOrigin origin, Drafting drafting) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        pauses.beforeAttempt(attempt);
      }
      Optional<Outcome<Written>> result =
          switch (drafting.draft(attempt > 0).then(this::checked)) {
            case Outcome.Refused<Draft>(Problem problem) -> Optional.of(Outcome.refused(problem));
            case Outcome.Done<Draft>(Draft draft) -> finish(draft, terms, origin);
          };
      if (result.isPresent()) {
        return result.get();
      }
    }
    return Outcome.refused(
        Problem.of(ProblemCode.CONFLICT, "others keep changing the same resources: try again")
            .retryAfter(1));
  }

  private Outcome<Draft> alone(Intent intent, boolean needsCurrentView) {
    FleetImage image = needsCurrentView ? view.current() : view.recent();
    Optional<Versioned<Resource>> current = view.stored(intent.id());
    return resolver()
        .resolve(intent, current)
        .map(step -> new Draft(List.of(step), upTo(current, intent.id(), image)));
  }

  /// A resource is written together with its rollout, so that an image which shows this version of
  /// it shows the newest rollout too.
  private FleetImage upTo(Optional<Versioned<Resource>> current, ResourceId id, FleetImage image) {
    boolean shown =
        image.resource(id).map(Versioned::modified).equals(current.map(Versioned::modified));
    return shown || !id.kind().isRolledOut() ? image : view.current();
  }

  private Outcome<List<Step>> together(List<Intent> intents, FleetImage image) {
    Resolver resolver = resolver();
    List<Step> steps = new ArrayList<>();
    for (Intent intent : intents) {
      switch (resolver.resolve(intent, image.resource(intent.id()))) {
        case Outcome.Done<Step>(Step step) -> steps.add(step);
        case Outcome.Refused<Step>(Problem problem) -> {
          return Outcome.refused(problem);
        }
      }
    }
    return Outcome.done(steps);
  }

  private Outcome<Draft> checked(Draft draft) {
    if (draft.changes().size() > MAX_CHANGES) {
      return Outcome.refused(
          Problem.invalid(
              "",
              "changes "
                  + draft.changes().size()
                  + " resources, and one revision can hold "
                  + MAX_CHANGES
                  + ": split the bundle"));
    }
    if (Checks.problem(draft.image(), draft.steps()).isEmpty()) {
      return Outcome.done(draft);
    }
    FleetImage current = view.current();
    return Checks.problem(current, draft.steps())
        .<Outcome<Draft>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(new Draft(draft.steps(), current)));
  }

  /// Empty when somebody else was faster and the draft must be made anew.
  private Optional<Outcome<Written>> finish(Draft draft, Terms terms, RequestOrigin origin) {
    List<Step> changes = draft.changes();
    return switch (drafts
        .of(changes, draft.image(), terms, origin, now())
        .then(prospect -> drafts.consented(changes, prospect, terms))) {
      case Outcome.Refused<Prospect>(Problem problem) -> Optional.of(Outcome.refused(problem));
      case Outcome.Done<Prospect>(Prospect prospect)
          when changes.isEmpty() || terms.mode() == Terms.Mode.DRY_RUN ->
          Optional.of(Outcome.done(draft.written(prospect, Optional.empty())));
      case Outcome.Done<Prospect>(Prospect prospect) -> commit(draft, prospect, origin);
    };
  }

  private Optional<Outcome<Written>> commit(Draft draft, Prospect prospect, RequestOrigin origin) {
    return switch (new Transactions(keys, ids.nextUlid(), now())
        .of(draft.changes(), prospect, origin)) {
      case Outcome.Refused<Txn>(Problem problem) -> Optional.of(Outcome.refused(problem));
      case Outcome.Done<Txn>(Txn txn) -> commit(draft, prospect, txn);
    };
  }

  private Optional<Outcome<Written>> commit(Draft draft, Prospect prospect, Txn txn) {
    return switch (commits.commit(txn)) {
      case CommitOutcome.Committed(var revision) ->
          Optional.of(Outcome.done(draft.written(prospect, Optional.of(revision))));
      case CommitOutcome.Conflict _ -> Optional.empty();
      case CommitOutcome.Unknown _ ->
          Optional.of(
              Outcome.refused(
                  Problem.of(
                      ProblemCode.OUTCOME_UNKNOWN,
                      "the write may have happened; read it back before trying again")));
      case CommitOutcome.Fenced _ ->
          throw new IllegalStateException("a write without a fence cannot be fenced");
    };
  }

  private Resolver resolver() {
    return new Resolver(now(), ids::nextUlid);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// Steps with the image that they are checked against.
  private record Draft(List<Step> steps, FleetImage image) {

    List<Step> changes() {
      return steps.stream().filter(Step::isChange).toList();
    }

    Written written(Prospect prospect, Optional<Revision> revision) {
      return new Written(revision, steps, prospect);
    }
  }

  private interface Drafting {
    /// @param isRetry whether a conflict shows that the view may be behind
    Outcome<Draft> draft(boolean isRetry);
  }

  private interface Work {
    Outcome<Written> run();
  }
}
