package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How a ref and its envelope are written.
final class RefFormat {

  private static final Digest DIGEST_PLACEHOLDER = new Digest("0".repeat(64));

  // Made once: a leader reads a thousand refs for one edit.
  private static final ValueReader<Long> GENERATION =
      Values.longInteger(1, Limits.MAX_EXACT_INTEGER);
  private static final ValueReader<String> ROLLOUT = Values.text(1, 128);
  private static final ValueReader<Integer> WAVE = Values.integer(0, 1000);
  private static final ValueReader<Ref.Reason> REASON = Values.oneOf(Ref.Reason.values());
  private static final ValueReader<List<ResourceName>> CARRIES =
      ValueReader.list(Values.NAME, 0, 1000);

  static final ValueReader<Ref> REF =
      ValueReader.object(
          "an object with node, snapshot, generation, rollout, wave, kind, issuedAt, carries",
          fields ->
              new Ref(
                  fields.required("node", Values.NAME_PLACEHOLDER, Values.NAME),
                  fields.required("snapshot", DIGEST_PLACEHOLDER, Values.DIGEST),
                  fields.required("generation", 1L, GENERATION),
                  fields.required("rollout", "", ROLLOUT),
                  fields.required("wave", 0, WAVE),
                  fields.required("kind", Ref.Reason.NORMAL, REASON),
                  fields.required("issuedAt", Instant.EPOCH, Values.INSTANT),
                  Set.copyOf(fields.withDefault("carries", List.of(), CARRIES))));

  private static final ValueReader<Bytes> BASE64 =
      ValueReader.scalar("base64", value -> Values.textOf(value).flatMap(RefFormat::fromBase64));

  private static final ValueReader<Map<Digest, Bytes>> ATTACHMENTS =
      ValueReader.map(Values.DIGEST, BASE64, 0, 1000);

  static final ValueReader<RefEnvelope> ENVELOPE =
      ValueReader.object(
          "an object with ref and attachments",
          fields ->
              new RefEnvelope(
                  fields.requiredObject("ref", REF),
                  fields.withDefault("attachments", Map.of(), ATTACHMENTS)));

  private RefFormat() {}

  static ObjectNode write(RefEnvelope envelope) {
    ObjectNode out = JsonWriter.object();
    out.set("ref", write(envelope.ref()));
    if (!envelope.attachments().isEmpty()) {
      out.set("attachments", attachments(envelope.attachments()));
    }
    return out;
  }

  static JsonNode attachments(Map<Digest, Bytes> attachments) {
    return JsonWriter.map(
        attachments, bytes -> JsonWriter.text(Base64.getEncoder().encodeToString(bytes.toArray())));
  }

  static ObjectNode write(Ref ref) {
    ObjectNode out =
        JsonWriter.object()
            .put("node", ref.node().value())
            .put("snapshot", ref.snapshot().hex())
            .put("generation", ref.generation())
            .put("rollout", ref.rollout())
            .put("wave", ref.wave())
            .put("kind", Values.wireName(ref.kind()))
            .put("issuedAt", ref.issuedAt().toString());
    if (!ref.carries().isEmpty()) {
      out.set("carries", JsonWriter.texts(new TreeSet<>(ref.carries()), ResourceName::value));
    }
    return out;
  }

  private static Optional<Bytes> fromBase64(String text) {
    try {
      return Optional.of(Bytes.copyOf(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
