package io.skerry.control.api.write;

import io.skerry.control.fleet.FleetImage;
import io.skerry.control.runtime.FleetView;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Images that are known to show every write accepted before they were asked for. Blocks: for
/// virtual threads.
@ApplicationScoped
public class FreshView {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final StateStore store;
  private final FleetView view;
  private final Keys keys;

  @Inject
  FreshView(StateStore store, FleetView view, Keys keys) {
    this.store = store;
    this.view = view;
    this.keys = keys;
  }

  /// The image as it is here and now, which may be a few milliseconds old.
  public FleetImage recent() {
    return view.image();
  }

  /// An image at least as new as the store was when this was called.
  ///
  /// @throws StoreException `UNAVAILABLE` when the view does not catch up within 2 s
  public FleetImage current() {
    return reached(store.list(keys.all(), PageRequest.first(1)).revision());
  }

  /// An image at `revision` or later.
  ///
  /// @throws StoreException `UNAVAILABLE` when the view does not catch up within 2 s
  public FleetImage reached(Revision revision) {
    BlockingQueue<FleetImage> arrival = new ArrayBlockingQueue<>(1);
    var _ = view.whenReached(revision).thenAccept(arrival::offer);
    try {
      FleetImage image = arrival.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (image == null) {
        throw behind(revision);
      }
      return image;
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
