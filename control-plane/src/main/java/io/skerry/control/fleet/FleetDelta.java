package io.skerry.control.fleet;

import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How one image became the next.
///
/// @param before the image that changed
/// @param after the image at the later revision
/// @param changes what happened in between, in revision order; empty when only the revision moved
public record FleetDelta(FleetImage before, FleetImage after, List<FleetChange> changes) {

  /// Copies the list.
  public FleetDelta {
    changes = List.copyOf(changes);
  }

  /// Replays a batch of the watch. What the layout does not have is ignored, and so is what the
  /// image shows already.
  static FleetDelta of(
      FleetImage before, ChangeReader reader, List<Change> batch, Revision reached) {
    List<FleetChange> changes = new ArrayList<>(batch.size());
    FleetImage image = before;
    for (Change change : batch) {
      for (FleetChange next : reader.read(image, change)) {
        image = image.with(next);
        changes.add(next);
      }
    }
    return new FleetDelta(before, image.at(reached), changes);
  }

  /// The revision that this leads to.
  public Revision revision() {
    return after.revision();
  }

  /// The first revision that this contains a change of; empty without changes.
  public Optional<Revision> firstChange() {
    return changes.isEmpty() ? Optional.empty() : Optional.of(changes.getFirst().revision());
  }
}
