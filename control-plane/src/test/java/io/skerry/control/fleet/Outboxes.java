package io.skerry.control.fleet;

import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.RawEntry;
import java.util.List;
import java.util.stream.IntStream;

/// Deltas of the outbox for tests.
public final class Outboxes {

  private static final Keys KEYS = new Keys(new ResourceName("local"));

  private Outboxes() {}

  /// From an image to one with exactly `size` waiting events, one revision later.
  public static FleetDelta resized(FleetImage from, int size) {
    Revision at = from.revision().next();
    List<Change> changes =
        from.outbox().size() < size
            ? IntStream.range(from.outbox().size(), size).mapToObj(i -> added(i, at)).toList()
            : IntStream.range(size, from.outbox().size()).mapToObj(i -> removed(i, at)).toList();
    return from.apply(KEYS, changes, at);
  }

  private static Change added(int number, Revision at) {
    return new Change.Put(new RawEntry(path(number), Bytes.utf8("{}"), at, at));
  }

  private static Change removed(int number, Revision at) {
    return new Change.Deleted(path(number), at);
  }

  private static String path(int number) {
    return KEYS.outbox("%026d".formatted(number)).path();
  }
}
