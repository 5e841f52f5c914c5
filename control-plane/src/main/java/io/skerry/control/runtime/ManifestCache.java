package io.skerry.control.runtime;

import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Stored;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Manifests that were needed lately, read from the store when they were not. Not safe for use by
/// several threads.
final class ManifestCache implements Function<Digest, Optional<Snapshot>> {

  private static final int CAPACITY = 512;

  private final StateStore store;
  private final Keys keys;
  private final Map<Digest, Optional<Snapshot>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Optional<Snapshot>> eldest) {
          return size() > CAPACITY;
        }
      };

  ManifestCache(StateStore store, Keys keys) {
    this.store = store;
    this.keys = keys;
  }

  /// The manifest of that digest; empty when it is gone, unreadable, or the store does not answer.
  @Override
  public Optional<Snapshot> apply(Digest digest) {
    return known.computeIfAbsent(digest, this::read);
  }

  private Optional<Snapshot> read(Digest digest) {
    try {
      return store.get(keys.snapshot(digest)).map(Stored::decode).flatMap(ManifestCache::readable);
    } catch (StoreException unavailable) {
      return Optional.empty();
    }
  }

  private static Optional<Snapshot> readable(Decoded<Snapshot> decoded) {
    return decoded instanceof Decoded.Ok<Snapshot>(Snapshot snapshot)
        ? Optional.of(snapshot)
        : Optional.empty();
  }
}
