package io.skerry.schema.codec;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a manifest whose fields and entries stand in the order in which they are written, without
/// building what is known already. Whatever else there may be, right or wrong, is left to the
/// strict reader, so that this one needs no words for errors. Used once, by one thread.
final class ManifestScan {

  private final JsonParser parser;
  private final List<Snapshot.Entry> known;
  private int next;

  private ManifestScan(JsonParser parser, List<Snapshot.Entry> known) {
    this.parser = parser;
    this.known = known;
  }

  /// The manifest; empty when it is to be read strictly.
  ///
  /// @param known entries in their order, to be taken over where they are equal
  static Optional<Snapshot> read(Bytes manifest, List<Snapshot.Entry> known) {
    String text = manifest.asText();
    // A parser may pass over a mark at the beginning that the strict reader refuses.
    if (!text.startsWith("{")) {
      return Optional.empty();
    }
    try (JsonParser parser = StrictJson.FACTORY.createParser(text)) {
      return Optional.of(new ManifestScan(parser, known).snapshot());
    } catch (JsonProcessingException odd) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private Snapshot snapshot() throws IOException {
    expect(parser.nextToken() == JsonToken.START_OBJECT);
    expect(text("apiVersion", Resource.API_VERSION).equals(Resource.API_VERSION));
    field("entries");
    expect(parser.nextToken() == JsonToken.START_ARRAY);
    List<Snapshot.Entry> entries = entries();
    expect(text("kind", SnapshotFormat.KIND).equals(SnapshotFormat.KIND));
    expect(parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
    return new Snapshot(entries);
  }

  private List<Snapshot.Entry> entries() throws IOException {
    List<Snapshot.Entry> entries = new ArrayList<>(known.size() + 1);
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      Snapshot.Entry entry = entry();
      // One that is out of its order may be the second at its address.
      expect(entries.isEmpty() || Snapshot.ORDER.compare(entries.getLast(), entry) < 0);
      entries.add(entry);
    }
    expect(parser.currentToken() == JsonToken.END_ARRAY && entries.size() <= Snapshot.MAX_ENTRIES);
    return entries;
  }

  private Snapshot.Entry entry() throws IOException {
    Snapshot.Entry guess = next < known.size() ? known.get(next) : SnapshotFormat.PLACEHOLDER;
    String blob = text("blob", guess.blob().hex());
    String kind = text("kind", guess.kind().wireName());
    String name = text("name", guess.name());
    long size = number("size");
    String tenant = text("tenant", guess.tenant().value());
    expect(parser.nextToken() == JsonToken.END_OBJECT);
    Optional<Snapshot.Entry> same =
        known(tenant, name)
            .filter(it -> it.size() == size && it.blob().hex().equals(blob))
            .filter(it -> it.kind().wireName().equals(kind));
    return same.isPresent()
        ? same.get()
        : strictly(
            JsonWriter.object()
                .put("tenant", tenant)
                .put("name", name)
                .put("kind", kind)
                .put("blob", blob)
                .put("size", size));
  }

  private Snapshot.Entry strictly(ObjectNode entry) throws IOException {
    Decoded<Snapshot.Entry> read = FieldReader.document(entry, SnapshotFormat.ENTRY);
    expect(read instanceof Decoded.Ok);
    return read.orThrow();
  }

  /// The known entry at this address, which is behind those of the entries before.
  private Optional<Snapshot.Entry> known(String tenant, String name) {
    while (next < known.size()) {
      Snapshot.Entry candidate = known.get(next);
      int byTenant = candidate.tenant().value().compareTo(tenant);
      int order = byTenant == 0 ? candidate.name().compareTo(name) : byTenant;
      if (order > 0) {
        return Optional.empty();
      }
      next++;
      if (order == 0) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /// The text of the next field; `guess` itself when it is equal.
  private String text(String field, String guess) throws IOException {
    field(field);
    expect(parser.nextToken() == JsonToken.VALUE_STRING);
    if (isText(guess)) {
      return guess;
    }
    String text = parser.getText();
    expect(text.chars().allMatch(c -> c >= ' ' && c <= '~'));
    return text;
  }

  private boolean isText(String guess) throws IOException {
    int length = parser.getTextLength();
    char[] text = parser.getTextCharacters();
    int from = parser.getTextOffset();
    boolean same = length == guess.length();
    for (int i = 0; same && i < length; i++) {
      same = text[from + i] == guess.charAt(i);
    }
    return same;
  }

  private long number(String field) throws IOException {
    field(field);
    expect(parser.nextToken() == JsonToken.VALUE_NUMBER_INT && parser.getLongValue() >= 0);
    expect(parser.getTextCharacters()[parser.getTextOffset()] != '-');
    return parser.getLongValue();
  }

  private void field(String name) throws IOException {
    expect(parser.nextToken() == JsonToken.FIELD_NAME && parser.currentName().equals(name));
  }

  private void expect(boolean plain) throws JsonParseException {
    if (!plain) {
      throw new JsonParseException(parser, "not as it is written");
    }
  }
}
