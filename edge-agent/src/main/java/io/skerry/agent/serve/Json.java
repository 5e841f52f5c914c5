package io.skerry.agent.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.skerry.schema.model.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes JSON into memory.
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /// Writes fields of an object.
  interface Fields {
    void write(JsonGenerator out) throws IOException;
  }

  static Bytes object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      out.writeStartObject();
      fields.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return Bytes.copyOf(bytes.toByteArray());
  }
}
