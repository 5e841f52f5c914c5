package io.skerry.schema.store;

import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Key;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Revision;

/// A value as it lies in the store.
///
/// @param <T> what it is once decoded
/// @param key where
/// @param bytes the stored bytes, which anyone may have written
/// @param created the revision that created the key
/// @param modified the revision that wrote this value: the resource version
public record Stored<T>(Key<T> key, Bytes bytes, Revision created, Revision modified) {

  /// Reads the bytes strictly.
  public Decoded<T> decode() {
    return key.codec().decode(bytes);
  }
}
