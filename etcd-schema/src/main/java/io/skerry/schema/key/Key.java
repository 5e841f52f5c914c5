package io.skerry.schema.key;

import io.skerry.schema.codec.Codec;

/// The address of one value in the store, and how the value is written. Only [Keys] makes keys.
///
/// @param <T> what is stored there
public final class Key<T> {

  private final String path;
  private final Codec<T> codec;

  Key(String path, Codec<T> codec) {
    this.path = path;
    this.codec = codec;
  }

  /// The full path, such as `/skerry/v1/cells/local/refs/iad-0017`.
  public String path() {
    return path;
  }

  /// How values at this key are read and written.
  public Codec<T> codec() {
    return codec;
  }

  /// Equal when the paths are equal.
  @Override
  public boolean equals(Object other) {
    return other instanceof Key<?> that && path.equals(that.path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return path;
  }
}
