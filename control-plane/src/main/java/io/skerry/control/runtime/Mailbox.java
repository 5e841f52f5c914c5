package io.skerry.control.runtime;

import io.skerry.schema.codec.Codecs;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Notification;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Page;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.RawEntry;
import io.skerry.schema.store.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The messages in the store that no target took yet, dead ones among them. Blocks.
///
/// @param store where they are
/// @param keys under which
public record Mailbox(StateStore store, Keys keys) {

  private static final int PAGE = 500;

  /// More are not read at once; dead ones are dropped after a week.
  private static final int MOST = 20_000;

  /// @param notification as stored
  /// @param modified its version
  public record Pending(Notification notification, Revision modified) {}

  /// All of them, oldest first.
  public List<Pending> all() {
    List<Pending> all = new ArrayList<>();
    Optional<PageRequest> wanted = Optional.of(PageRequest.first(PAGE));
    while (wanted.isPresent() && all.size() < MOST) {
      Page page = store.list(keys.notifications(), wanted.get());
      page.entries().forEach(entry -> read(entry).ifPresent(all::add));
      wanted = page.next();
    }
    return all;
  }

  private static Optional<Pending> read(RawEntry entry) {
    return Codecs.NOTIFICATION.decode(entry.bytes())
            instanceof Decoded.Ok<Notification>(Notification found)
        ? Optional.of(new Pending(found, entry.modified()))
        : Optional.empty();
  }
}
