package io.skerry.control.runtime;

import io.skerry.control.fleet.FleetImage;
import io.skerry.control.lease.Term;
import io.skerry.control.rollout.FleetNews;
import io.skerry.control.rollout.Reconciler;
import io.skerry.control.rollout.RefTxns;
import io.skerry.control.rollout.RolloutTxns;
import io.skerry.schema.key.Keys;
import io.skerry.schema.store.Backoff;
import io.skerry.schema.store.StateStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Drives the reconciler while this replica leads: every change that the view shows is taken in at
/// once, without polling and without delay; what arrives during a pass is taken in together by the
/// next. Where only time has to pass, such as for a bake, it sleeps exactly until then.
public final class ReconcilerLoop implements LeaderDuty {

  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final StateStore store;
  private final Keys keys;
  private final FleetView view;
  private final Office office;
  private final LeaderWriters writers;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final EvidenceDesk desk;

  /// @param writers carry out what is to be done
  /// @param desk where measurements are asked for
  public ReconcilerLoop(Replica replica, LeaderWriters writers, EvidenceDesk desk) {
    this.desk = desk;
    this.store = replica.store();
    this.keys = replica.keys();
    this.view = replica.view();
    this.office = replica.office();
    this.random = replica.random();
    this.clock = replica.clock();
    this.writers = writers;
  }

  @Override
  public String name() {
    return "reconciler";
  }

  @Override
  public void run(Term term) throws InterruptedException {
    FleetInbox inbox = new FleetInbox();
    FleetView.Opening opening = view.open(inbox);
    try (FleetView.Subscription _ = opening.subscription();
        EvidenceDesk.Reading _ = desk.onNews(inbox::nudge)) {
      Reconciler reconciler = new Reconciler(keys, new ManifestCache(store, keys));
      reconciler.start(sinceTerm(term, opening.image(), inbox));
      work(term, inbox, reconciler);
    }
  }

  private void work(Term term, FleetInbox inbox, Reconciler reconciler)
      throws InterruptedException {
    ReconcilePass pass =
        new ReconcilePass(
            reconciler, writers, new RefTxns(keys, term), new RolloutTxns(keys, term), clock, desk);
    Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
    while (office.holds(term)) {
      switch (pass.run()) {
        case DONE -> {
          backoff.reset();
          inbox.take(patience(reconciler)).ifPresent(reconciler::observe);
        }
        case AGAIN -> inbox.take(Duration.ZERO).ifPresent(reconciler::observe);
        case RETRY -> inbox.take(backoff.next()).ifPresent(reconciler::observe);
        case FENCED -> office.leave(term, "one of its writes was fenced");
      }
    }
  }

  /// Until the reconciler wants to look again, rounded up, so that it is not asked too early.
  private Duration patience(Reconciler reconciler) {
    return reconciler
        .wake()
        .map(at -> Duration.between(clock.instant(), at).plusMillis(1))
        .filter(left -> left.compareTo(QUIET) < 0)
        .map(left -> left.isNegative() ? Duration.ZERO : left)
        .orElse(QUIET);
  }

  /// The first image that shows everything that earlier leaders wrote.
  private FleetImage sinceTerm(Term term, FleetImage first, FleetInbox inbox)
      throws InterruptedException {
    FleetImage image = first;
    while (image.revision().compareTo(term.number()) < 0 && office.holds(term)) {
      image = inbox.take(QUIET).map(FleetNews::image).orElse(image);
    }
    return image;
  }
}
