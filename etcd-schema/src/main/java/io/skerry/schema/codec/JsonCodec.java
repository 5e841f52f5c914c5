package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.model.Bytes;
import java.util.function.Function;

/// Stores values as canonical JSON.
///
/// @param writer builds the tree of a value
/// @param reader reads it back strictly
record JsonCodec<T>(Function<T, JsonNode> writer, ValueReader<T> reader) implements Codec<T> {

  @Override
  public Bytes encode(T value) {
    return CanonicalJson.bytes(writer.apply(value));
  }

  @Override
  public Decoded<T> decode(Bytes bytes) {
    return CanonicalJson.parse(bytes).then(tree -> FieldReader.document(tree, reader));
  }
}
