package io.skerry.agent.sync;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.store.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a node gets content that it does not hold. Nothing that comes from here is trusted.
public interface ContentSource {

  /// The manifest at a digest; empty when the store says that it has none.
  ///
  /// @throws StoreException when the store did not say
  Optional<Bytes> manifest(Digest digest);

  /// The blobs at some digests; those that the store does not have are left out.
  ///
  /// @throws StoreException when the store did not say for all of them
  Map<Digest, Bytes> blobs(Set<Digest> digests);
}
