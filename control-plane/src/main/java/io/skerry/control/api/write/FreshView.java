package io.skerry.control.api.write;

import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.FleetView;
import io.skerry.control.runtime.LeaseLoop;
import io.skerry.schema.key.Key;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Txn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Images that are known to show every write accepted before they were asked for. Blocks: for
/// virtual threads.
@ApplicationScoped
public class FreshView {

  /// A view that follows the store shows a revision of its own range long before.
  private static final Duration BRIEFLY = Duration.ofMillis(150);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final StateStore store;
  private final FleetView view;
  private final Keys keys;
  private final ResourceName me;

  @Inject
  FreshView(StateStore store, FleetView view, Keys keys, LeaseLoop.Candidate me) {
    this.store = store;
    this.view = view;
    this.keys = keys;
    this.me = me.name();
  }

  /// The image as it is here and now, which may be a few milliseconds old.
  public FleetImage recent() {
    return view.image();
  }

  /// A resource as it is stored now.
  Optional<Versioned<Resource>> stored(ResourceId id) {
    return store
        .get(keys.resource(id))
        .map(there -> new Versioned<>(there.decode().orThrow(), there.created(), there.modified()));
  }

  /// An image at least as new as the store was when this was called.
  ///
  /// @throws StoreException `UNAVAILABLE` when the view does not catch up within 2 s
  public FleetImage current() {
    return reached(store.list(keys.all(), PageRequest.first(1)).revision());
  }

  /// An image at `revision` or later.
  ///
  /// Revisions count every write to the store, those of other programs too, which the view is not
  /// told of. When it does not get there by itself, a write of our own shows whether it has all
  /// there is.
  ///
  /// @throws StoreException `UNAVAILABLE` when the view does not catch up within 2 s
  public FleetImage reached(Revision revision) {
    return await(revision, BRIEFLY).orElseGet(() -> afterMark(revision));
  }

  private FleetImage afterMark(Revision revision) {
    Key<Bytes> marker = keys.marker(me);
    CommitOutcome outcome = store.commit(Txn.builder().put(marker, Bytes.utf8(me.value())).build());
    FleetImage image =
        switch (outcome) {
          case CommitOutcome.Committed(Revision mark) ->
              await(mark, PATIENCE).orElseThrow(() -> behind(revision));
          case CommitOutcome.Conflict _, CommitOutcome.Fenced _, CommitOutcome.Unknown _ ->
              throw behind(revision);
        };
    // One key per replica is all that a failure to remove it could leave behind.
    var _ = store.commit(Txn.builder().delete(marker).build());
    if (image.revision().compareTo(revision) < 0) {
      throw behind(revision);
    }
    return image;
  }

  private Optional<FleetImage> await(Revision revision, Duration patience) {
    BlockingQueue<FleetImage> arrival = new ArrayBlockingQueue<>(1);
    var _ = view.whenReached(revision).thenAccept(arrival::offer);
    try {
      return Optional.ofNullable(arrival.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw behind(revision);
    }
  }

  private StoreException behind(Revision revision) {
    return new StoreException(
        StoreException.Code.UNAVAILABLE,
        "the view shows revision " + view.image().revision() + " and waits for " + revision);
  }
}
