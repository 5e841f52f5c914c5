package io.skerry.control.runtime;

import io.skerry.control.fleet.Declared;
import io.skerry.control.fleet.FleetChange;
import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.FleetListener;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.rollout.FleetNews;
import io.skerry.policy.eval.Observation;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Gathers what changed until the reconciler asks. Coalesces instead of queueing: what waits is
/// bounded by what exists. A declared change waits no longer than the pass that is under way; what
/// nodes say of themselves waits for a moment too, because a fleet that took a change says so a
/// thousand times, and looking at all of it each time would cost more than the change.
final class FleetInbox implements FleetListener {

  /// How long the first of many reports may wait for the others.
  static final Duration GATHER = Duration.ofMillis(50);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrival = lock.newCondition();
  private final Set<ResourceId> resources = new HashSet<>();
  private final Set<ResourceName> nodes = new HashSet<>();
  private FleetImage image = FleetImage.EMPTY;
  private boolean contentLost;
  private boolean waiting;
  private boolean pressing;
  private boolean nudged;

  @Override
  public void onDelta(FleetDelta delta) {
    lock.lock();
    try {
      image = delta.after();
      delta.changes().forEach(this::note);
      waiting = true;
      arrival.signal();
    } finally {
      lock.unlock();
    }
  }

  private void note(FleetChange change) {
    switch (change) {
      case FleetChange.OfResource c -> {
        resources.add(c.id());
        pressing = true;
      }
      case FleetChange.OfRef c -> nodes.add(c.node());
      case FleetChange.OfStatus c -> noteObservation(c);
      case FleetChange.OfSnapshot c -> contentLost |= c.created().isEmpty();
      case FleetChange.OfBlob c -> contentLost |= c.created().isEmpty();
      case FleetChange.OfWave _, FleetChange.OfUnreadable _ -> pressing = true;
      case FleetChange.OfCredential _,
          FleetChange.OfMember _,
          FleetChange.OfLeader _,
          FleetChange.OfOutbox _ -> {}
    }
  }

  private void noteObservation(FleetChange.OfStatus change) {
    nodes.add(change.node());
    if (!observation(change.before()).equals(observation(change.after()))) {
      resources.add(ResourceId.cluster(Kind.NODE, change.node()));
    }
  }

  private static Observation observation(Optional<Versioned<NodeStatus>> status) {
    return status.map(heard -> Declared.observation(heard.value())).orElse(Observation.NONE);
  }

  /// Ends the wait for news although there is none.
  void nudge() {
    lock.lock();
    try {
      nudged = true;
      arrival.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Everything since the last call, waiting at most `timeout` for something to arrive or a nudge
  /// and, if it does not press, for more to follow; empty when nothing arrived.
  Optional<FleetNews> take(Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = timeout.toNanos();
      while (!waiting && !nudged && left > 0) {
        left = arrival.awaitNanos(left);
      }
      long gathering = Math.min(left, GATHER.toNanos());
      while (!pressing && !nudged && gathering > 0) {
        gathering = arrival.awaitNanos(gathering);
      }
      nudged = false;
      return waiting ? Optional.of(empty()) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private FleetNews empty() {
    FleetNews news = new FleetNews(image, resources, nodes, contentLost);
    resources.clear();
    nodes.clear();
    contentLost = false;
    waiting = false;
    pressing = false;
    return news;
  }
}
