package io.skerry.schema.codec;

import io.skerry.schema.model.Bytes;

/// Turns values into bytes and back. Encoding is deterministic: equal values give equal bytes.
///
/// @param <T> the value
public interface Codec<T> {

  /// The canonical bytes of a value.
  Bytes encode(T value);

  /// Reads bytes strictly: unknown fields and wrong types are malformed, never ignored.
  Decoded<T> decode(Bytes bytes);
}
