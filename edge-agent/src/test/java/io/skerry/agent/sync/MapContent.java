package io.skerry.agent.sync;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.store.StoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Content in memory that may be away. Counts what it is asked for.
final class MapContent implements ContentSource {

  final Map<Digest, Bytes> content = new HashMap<>();
  boolean reachable = true;
  int asked;

  @Override
  public Optional<Bytes> manifest(Digest digest) {
    requireReachable();
    asked++;
    return Optional.ofNullable(content.get(digest));
  }

  @Override
  public Map<Digest, Bytes> blobs(Set<Digest> digests) {
    requireReachable();
    asked += digests.size();
    Map<Digest, Bytes> found = new HashMap<>(content);
    found.keySet().retainAll(digests);
    return found;
  }

  private void requireReachable() {
    if (!reachable) {
      throw new StoreException(StoreException.Code.UNAVAILABLE, "away on purpose");
    }
  }
}
