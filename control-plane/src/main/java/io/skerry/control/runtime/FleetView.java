package io.skerry.control.runtime;

import io.skerry.control.fleet.FleetChange;
import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.FleetListener;
import io.skerry.control.fleet.RecentChanges;
import io.skerry.control.fleet.WrittenRefs;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.WatchSink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This replica's view of the cell's store, kept current by one watch over the whole cell.
///
/// The watch loop's thread owns the image: the store's own threads only append to the bounded queue
/// of the loop, and the loop lists again when that queue overflows. Any thread may read.
///
/// Guarantees: the image is always exactly the store at [FleetImage#revision]; it never goes back;
/// a listener sees every delta after the image it was opened with, in order.
public final class FleetView implements WatchSink {

  private static final Logger LOG = LoggerFactory.getLogger(FleetView.class);

  private final Keys keys;
  private final WrittenRefs written;
  private final RecentChanges recent;
  private final List<FleetListener> listeners = new CopyOnWriteArrayList<>();
  private final ConcurrentSkipListMap<Revision, CompletableFuture<FleetImage>> awaited =
      new ConcurrentSkipListMap<>();
  private final ReentrantLock publishing = new ReentrantLock();
  private volatile FleetImage image = FleetImage.EMPTY;
  private volatile boolean linked;
  private volatile boolean listed;

  /// @param keys of the cell
  /// @param written refs that the watch will bring back to this process
  /// @param remembered how many recent changes a listener can resume from
  public FleetView(Keys keys, WrittenRefs written, int remembered) {
    this.keys = keys;
    this.written = written;
    this.recent = new RecentChanges(remembered);
  }

  /// The newest image; [FleetImage#EMPTY] until the first listing.
  public FleetImage image() {
    return image;
  }

  /// Whether the image has caught up with the store and follows it. False before the first listing,
  /// and while the link to the store is lost (the image then shows the past).
  public boolean caughtUp() {
    return linked && listed;
  }

  /// Registers a listener.
  ///
  /// @return the image that the listener's first delta starts from
  public Opening open(FleetListener listener) {
    publishing.lock();
    try {
      listeners.add(listener);
      return new Opening(image, List.of(), subscription(listener));
    } finally {
      publishing.unlock();
    }
  }

  /// Registers a listener that has seen everything up to `since`.
  ///
  /// @return what it missed; empty when that is forgotten, so that it must list again, or when
  ///   `since` is still to come on this replica, which [#whenReached] waits for
  public Optional<Opening> resume(Revision since, FleetListener listener) {
    publishing.lock();
    try {
      if (since.compareTo(image.revision()) > 0) {
        return Optional.empty();
      }
      return recent.after(since).map(missed -> opening(missed, listener));
    } finally {
      publishing.unlock();
    }
  }

  private Opening opening(List<FleetChange> missed, FleetListener listener) {
    listeners.add(listener);
    return new Opening(image, missed, subscription(listener));
  }

  private Subscription subscription(FleetListener listener) {
    return () -> listeners.remove(listener);
  }

  /// Completes, on the thread that owns the image, once the image shows `revision` or later. The
  /// caller bounds the wait, and cancels the future when it gives up.
  public CompletionStage<FleetImage> whenReached(Revision revision) {
    FleetImage now = image;
    if (now.revision().compareTo(revision) >= 0) {
      return CompletableFuture.completedFuture(now);
    }
    CompletableFuture<FleetImage> shared =
        awaited.computeIfAbsent(revision, _ -> new CompletableFuture<>());
    completeReached(image);
    return shared.copy();
  }

  @Override
  public void onBatch(List<Change> changes, Revision revision) {
    FleetDelta delta = image.apply(keys, written, changes, revision);
    publishing.lock();
    try {
      image = delta.after();
      remember(delta);
      for (FleetListener listener : listeners) {
        listener.onDelta(delta);
      }
    } finally {
      publishing.unlock();
    }
    logUnreadable(delta);
    completeReached(delta.after());
  }

  private void remember(FleetDelta delta) {
    if (listed) {
      recent.add(delta);
    } else {
      recent.restart(delta.revision());
    }
  }

  @Override
  public void onLink(LinkState state) {
    switch (state) {
      case CAUGHT_UP -> {
        listed = true;
        linked = true;
        LOG.info("Caught up with the store at revision {}", image.revision());
      }
      case LOST -> {
        linked = false;
        LOG.warn("Lost the link to the store; showing revision {}", image.revision());
      }
    }
    listeners.forEach(listener -> listener.onCaughtUp(linked));
  }

  private void completeReached(FleetImage now) {
    Map<Revision, CompletableFuture<FleetImage>> due = awaited.headMap(now.revision(), true);
    while (!due.isEmpty()) {
      due.keySet()
          .forEach(
              revision -> {
                CompletableFuture<FleetImage> waiting = due.remove(revision);
                if (waiting != null) {
                  waiting.complete(now);
                }
              });
    }
  }

  private static void logUnreadable(FleetDelta delta) {
    for (FleetChange change : delta.changes()) {
      if (change instanceof FleetChange.OfUnreadable unreadable) {
        unreadable
            .reason()
            .ifPresent(
                why ->
                    LOG.warn(
                        "Ignoring the value at {} of revision {}, which this release cannot read: {}",
                        unreadable.path(),
                        unreadable.revision(),
                        why));
      }
    }
  }

  /// A listener's beginning.
  ///
  /// @param image what the coming deltas start from
  /// @param missed what led to that image since the listener left, in revision order
  /// @param subscription ends the listening
  public record Opening(FleetImage image, List<FleetChange> missed, Subscription subscription) {}

  /// Ends a listening; idempotent.
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
