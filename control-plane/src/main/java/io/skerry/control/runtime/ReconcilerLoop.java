package io.skerry.control.runtime;

import io.skerry.control.fleet.FleetImage;
import io.skerry.control.lease.Term;
import io.skerry.control.rollout.FleetNews;
import io.skerry.control.rollout.Reconciler;
import io.skerry.control.rollout.RefPlan;
import io.skerry.control.rollout.RefTxns;
import io.skerry.control.rollout.RolloutDecider;
import io.skerry.control.rollout.WriteReport;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.Backoff;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drives the reconciler while this replica leads: every change that the view shows is taken in at
/// once, without polling and without delay; what arrives during a pass is taken in together by the
/// next.
public final class ReconcilerLoop implements LeaderDuty {

  private static final Logger LOG = LoggerFactory.getLogger(ReconcilerLoop.class);
  private static final Duration QUIET = Duration.ofSeconds(30);

  private final StateStore store;
  private final Keys keys;
  private final FleetView view;
  private final Office office;
  private final RolloutDecider decider;
  private final RefWriter writer;
  private final RandomGenerator random;

  /// @param writer carries plans out
  public ReconcilerLoop(Replica replica, RolloutDecider decider, RefWriter writer) {
    this.store = replica.store();
    this.keys = replica.keys();
    this.view = replica.view();
    this.office = replica.office();
    this.random = replica.random();
    this.decider = decider;
    this.writer = writer;
  }

  @Override
  public String name() {
    return "reconciler";
  }

  @Override
  public void run(Term term) throws InterruptedException {
    FleetInbox inbox = new FleetInbox();
    FleetView.Opening opening = view.open(inbox);
    try (FleetView.Subscription _ = opening.subscription()) {
      Reconciler reconciler = new Reconciler(keys, decider, new ManifestCache(store, keys));
      reconciler.start(sinceTerm(term, opening.image(), inbox));
      new Run(term, inbox, reconciler).work();
    }
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

  /// One term's work.
  private final class Run {

    private final Term term;
    private final FleetInbox inbox;
    private final Reconciler reconciler;
    private final Backoff backoff =
        new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2), random);
    private String held = "";

    Run(Term term, FleetInbox inbox, Reconciler reconciler) {
      this.term = term;
      this.inbox = inbox;
      this.reconciler = reconciler;
    }

    void work() throws InterruptedException {
      while (office.holds(term)) {
        Duration pause = pass() ? QUIET : backoff.next();
        inbox.take(pause).ifPresent(reconciler::observe);
      }
    }

    /// Whether nothing is left to be tried again.
    private boolean pass() {
      try {
        for (ResourceName node : reconciler.unsettled()) {
          reconciler.settle(node, writer.readBack(node));
        }
      } catch (StoreException failure) {
        LOG.warn("Could not read refs back ({}): {}", failure.code(), failure.getMessage());
        return false;
      }
      return switch (reconciler.next()) {
        case Reconciler.Next.Idle() -> resumed();
        case Reconciler.Next.Hold(String reason) -> hold(reason);
        case Reconciler.Next.Act(RefPlan plan) -> resumed() && write(plan);
      };
    }

    private boolean write(RefPlan plan) {
      WriteReport report =
          writer.write(new RefTxns(keys, term), plan, "reconcile-" + reconciler.revision());
      reconciler.settle(report);
      if (!report.written().isEmpty()) {
        LOG.info("Moved {} nodes, term {}", report.written().size(), term);
      }
      report.trouble().ifPresent(why -> LOG.warn("Could not move every node: {}", why));
      if (report.fenced()) {
        office.leave(term, "one of its writes was fenced");
      }
      boolean done = report.trouble().isEmpty();
      if (done) {
        backoff.reset();
      }
      return done;
    }

    private boolean hold(String reason) {
      if (!reason.equals(held)) {
        LOG.error("No node is moved: {}. Correct or delete it.", reason);
      }
      held = reason;
      return true;
    }

    private boolean resumed() {
      if (!held.isEmpty()) {
        LOG.info("Nodes are moved again");
        held = "";
      }
      return true;
    }
  }
}
