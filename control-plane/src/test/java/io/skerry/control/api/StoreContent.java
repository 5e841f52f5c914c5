package io.skerry.control.api;

import io.skerry.schema.key.Address;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Kind;
import io.skerry.schema.store.Page;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.RawEntry;
import io.skerry.schema.store.StateStore;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What requests can change in the store, by path and revision; not what the control plane writes
/// on its own, such as refs, statuses, rollouts and the leader's key.
final class StoreContent {

  private StoreContent() {}

  static Map<String, Long> of(StateStore store, Keys keys) {
    Map<String, Long> content = new TreeMap<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(1000));
    while (next.isPresent()) {
      Page page = store.list(keys.all(), next.get());
      page.entries().stream()
          .filter(entry -> isRequested(entry, keys))
          .forEach(entry -> content.put(entry.path(), entry.modified().value()));
      next = page.next();
    }
    return content;
  }

  private static boolean isRequested(RawEntry entry, Keys keys) {
    return keys.locate(entry.path())
        .filter(
            address ->
                (address instanceof Address.OfResource at && at.id().kind() != Kind.ROLLOUT)
                    || address instanceof Address.OfCredential
                    || address instanceof Address.OfJoinToken)
        .isPresent();
  }
}
