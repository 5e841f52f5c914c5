package io.skerry.control.runtime;

import io.skerry.control.fleet.FleetChange;
import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.FleetListener;
import io.skerry.control.lease.Election;
import io.skerry.control.lease.HeldLease;
import io.skerry.control.lease.Situation;
import io.skerry.control.lease.Step;
import io.skerry.control.lease.Term;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.Backoff;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Txn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps this replica's lease, its place among the members, and its place in the election.
///
/// 1. Hold a lease: acquire it, write the member's key under it, renew it three times per life.
/// 2. When the leader's key is absent, try to create it under the same lease; creating it wins the
///    term whose number is the key's creation revision.
/// 3. Leave office when the lease is not renewed in time, when the key is seen gone, or when a
///    write of a duty was fenced.
///
/// [Election] decides; this acts. Threads: one virtual thread. Closing leaves office and revokes
/// the lease, so that another replica takes over at once.
public final class LeaseLoop implements FleetListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseLoop.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final StateStore store;
  private final Keys keys;
  private final FleetView view;
  private final Office office;
  private final InstantSource clock;
  private final Candidate me;
  private final Backoff backoff;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private Optional<HeldLease> lease = Optional.empty();
  private Optional<Member> candidacy = Optional.empty();
  private volatile boolean closing;

  /// Who takes part.
  ///
  /// @param name unique per process
  /// @param address its REST address
  /// @param leaseTtl how long it counts as alive without a sign
  public record Candidate(ResourceName name, String address, Duration leaseTtl) {
    Member since(Instant now) {
      return new Member(name.value(), address, now);
    }
  }

  /// Call [#start] once everything that observes the office is in place.
  public LeaseLoop(Replica replica, Candidate me) {
    this.store = replica.store();
    this.keys = replica.keys();
    this.view = replica.view();
    this.office = replica.office();
    this.clock = replica.clock();
    this.me = me;
    this.backoff = new Backoff(FIRST_PAUSE, me.leaseTtl().dividedBy(5), replica.random());
    this.thread = Thread.ofVirtual().name("lease-" + me.name()).unstarted(this::run);
  }

  /// Starts taking part.
  public void start() {
    thread.start();
  }

  @Override
  public void onDelta(FleetDelta delta) {
    if (delta.changes().stream().anyMatch(FleetChange.OfLeader.class::isInstance)) {
      news.release();
    }
  }

  @Override
  public void onCaughtUp(boolean caughtUp) {
    news.release();
  }

  private void run() {
    try (FleetView.Subscription _ = view.open(this).subscription()) {
      while (!closing) {
        take(Election.next(situation()));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private Situation situation() {
    FleetImage image = view.image();
    return new Situation(
        clock.instant(),
        lease,
        candidacy,
        office.term(),
        new Situation.Observed(image.revision(), view.caughtUp(), image.replicas().leader()));
  }

  private void take(Step step) throws InterruptedException {
    try {
      switch (step) {
        case Step.Acquire() -> acquire();
        case Step.Renew(HeldLease held) -> renew(held);
        case Step.Forfeit(String reason) -> forfeit("its lease is over: " + reason);
        case Step.Campaign(HeldLease held) -> campaign(held);
        case Step.TakeOffice(Term term) -> enter(term);
        case Step.StepDown(String reason) -> stepDown(reason);
        case Step.Await(Instant until) -> await(Duration.between(clock.instant(), until));
      }
    } catch (StoreException failure) {
      LOG.warn(
          "The store did not answer in the election ({}): {}",
          failure.code(),
          failure.getMessage());
      await(backoff.next());
    }
  }

  private void acquire() throws InterruptedException {
    Instant sent = clock.instant();
    StateStore.Lease granted = store.grantLease(me.leaseTtl());
    CommitOutcome outcome =
        store.commit(
            Txn.builder().putLeased(keys.member(me.name()), me.since(sent), granted).build());
    switch (outcome) {
      case CommitOutcome.Committed _ -> {
        lease = Optional.of(new HeldLease(granted, me.leaseTtl(), sent));
        backoff.reset();
      }
      case CommitOutcome.Conflict _, CommitOutcome.Fenced _, CommitOutcome.Unknown _ ->
          await(backoff.next());
    }
  }

  private void renew(HeldLease held) {
    Instant sent = clock.instant();
    if (store.keepAlive(held.lease())) {
      lease = Optional.of(held.renewed(sent));
      backoff.reset();
    } else {
      forfeit("the store gave its lease up");
    }
  }

  private void forfeit(String reason) {
    lease = Optional.empty();
    candidacy = Optional.empty();
    stepDown(reason);
  }

  private void stepDown(String reason) {
    office.term().ifPresent(term -> office.leave(term, reason));
  }

  private void campaign(HeldLease held) throws InterruptedException {
    Member bid = candidacy.orElseGet(() -> me.since(clock.instant()));
    candidacy = Optional.of(bid);
    Txn txn =
        Txn.builder()
            .requireAbsent(keys.leader())
            .putLeased(keys.leader(), bid, held.lease())
            .build();
    switch (store.commit(txn)) {
      case CommitOutcome.Committed(var revision) -> enter(new Term(revision));
      case CommitOutcome.Conflict _, CommitOutcome.Fenced _ -> await(backoff.next());
      case CommitOutcome.Unknown _ -> readBack(bid);
    }
  }

  private void readBack(Member bid) throws InterruptedException {
    var stored = store.get(keys.leader());
    if (stored.isPresent()
        && stored.get().decode() instanceof Decoded.Ok<Member>(Member leader)
        && leader.equals(bid)) {
      enter(new Term(stored.get().created()));
    } else {
      await(backoff.next());
    }
  }

  private void enter(Term term) {
    candidacy = Optional.empty();
    backoff.reset();
    office.enter(term);
  }

  private void await(Duration pause) throws InterruptedException {
    if (news.tryAcquire(Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS)) {
      news.drainPermits();
    }
  }

  /// Leaves office, ends the lease, and waits a bounded time for the thread to end. Idempotent.
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
        LOG.warn("The lease thread did not end within {}", CLOSE_TIMEOUT);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    stepDown("it is stopping");
    lease.ifPresent(this::revoke);
    lease = Optional.empty();
  }

  private void revoke(HeldLease held) {
    try {
      store.revoke(held.lease());
    } catch (StoreException failure) {
      LOG.warn(
          "Could not end the lease; it expires within {}: {}", held.ttl(), failure.getMessage());
    }
  }
}
