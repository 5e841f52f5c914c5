package io.skerry.control.runtime;

import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.lease.Term;
import io.skerry.control.placement.EvictionSight;
import io.skerry.control.placement.EvictionTxn;
import io.skerry.policy.evict.Evictions.Outcome;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Eviction;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.Txn;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Evicts silent nodes from bounded placements, one look per heartbeat. All that it knows is in the
/// store: the next leader goes on with the same pauses. A write without an answer is simply decided
/// again from what the store then says. Nothing is evicted while the view does not follow the
/// store.
public final class EvictionLoop implements LeaderDuty {

  private static final Logger LOG = LoggerFactory.getLogger(EvictionLoop.class);

  private final Replica replica;
  private final Clerk clerk;
  private final Pace pace;
  private String held = "";

  /// When nodes are evicted.
  ///
  /// @param look how often it is looked
  /// @param grace how long a node must have been silent
  /// @param pause between two evictions
  public record Pace(Duration look, Duration grace, Duration pause) {}

  /// @param clerk writes for it
  public EvictionLoop(Replica replica, Clerk clerk, Pace pace) {
    this.replica = replica;
    this.clerk = clerk;
    this.pace = pace;
  }

  @Override
  public String name() {
    return "evictions";
  }

  @Override
  public void run(Term term) throws InterruptedException {
    while (replica.office().holds(term)) {
      FleetImage image = replica.view().image();
      if (replica.view().caughtUp() && image.revision().compareTo(term.number()) >= 0) {
        look(image, term);
      }
      Thread.sleep(pace.look());
    }
  }

  /// One look, which evicts at most one node.
  void look(FleetImage image, Term term) {
    boolean isReadable =
        image.unreadable().asMap().isEmpty() && image.resources(Kind.SERVICE).findAny().isPresent();
    if (!isReadable) {
      return;
    }
    Instant now = replica.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    EvictionSight sight = new EvictionSight(image);
    switch (sight.decide(pace.grace(), pace.pause(), now)) {
      case Outcome.Nothing() -> held = "";
      case Outcome.Held(String reason) -> hold(reason);
      case Outcome.Evict(ResourceName node, Eviction eviction) -> {
        held = "";
        sight.silent(node).ifPresent(status -> evict(image, status, eviction, term));
      }
    }
  }

  private void hold(String reason) {
    if (!reason.equals(held)) {
      LOG.info("{}", reason);
    }
    held = reason;
  }

  private void evict(FleetImage image, Versioned<NodeStatus> status, Eviction eviction, Term term) {
    ResourceName node = status.value().node();
    Txn txn = new EvictionTxn(clerk.keys(), term, clerk.ids()).of(image, status, eviction);
    switch (clerk.commit(txn)) {
      case CommitOutcome.Committed _ -> LOG.info("Evicted {}: {}", node, eviction.reason());
      case CommitOutcome.Fenced _ -> replica.office().leave(term, "one of its writes was fenced");
      case CommitOutcome.Conflict _ -> LOG.debug("{} is not as it was: not evicted", node);
      case CommitOutcome.Unknown(String reason) ->
          LOG.warn("Whether {} is evicted is not known: {}", node, reason);
    }
  }
}
