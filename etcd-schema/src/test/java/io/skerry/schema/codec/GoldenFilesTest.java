package io.skerry.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.LatencyBuckets;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The golden files were written by an independent program: they hold this code to the protocol,
/// not the protocol to this code.
class GoldenFilesTest {

  @Test
  void canonicalFormsAndDigestsAgree() throws IOException {
    for (JsonNode row : golden("canonical-json.json")) {
      Bytes canonical = CanonicalJson.bytes(CanonicalJson.parse(text(row, "in")).orThrow());
      assertThat(canonical.asText()).isEqualTo(row.path("out").asText());
      assertThat(canonical.digest().hex()).isEqualTo(row.path("sha256").asText());
    }
  }

  @Test
  void contentIsAddressedByItsDigest() throws IOException {
    for (Map.Entry<String, JsonNode> content :
        golden("node-cases.json").path("content").properties()) {
      assertThat(Bytes.utf8(content.getValue().asText()).digest().hex())
          .isEqualTo(content.getKey());
    }
  }

  @Test
  void refsAndManifestsThatANodeActivatesAreWrittenExactlyAsTheGoldenFilesHaveThem()
      throws IOException {
    JsonNode suite = golden("node-cases.json");
    int activated = 0;
    for (JsonNode row : suite.path("cases")) {
      if (row.path("expect").asText().equals("activate")) {
        RefEnvelope envelope = Codecs.REF.decode(text(row, "ref")).orThrow();
        assertThat(Codecs.REF.encode(envelope)).isEqualTo(text(row, "ref"));
        Bytes manifest = text(suite.path("content"), envelope.ref().snapshot().hex());
        Snapshot snapshot = Codecs.SNAPSHOT.decode(manifest).orThrow();
        assertThat(Codecs.SNAPSHOT.encode(snapshot)).isEqualTo(manifest);
        activated++;
      }
    }
    assertThat(activated).isGreaterThanOrEqualTo(5);
  }

  @Test
  void malformedRefsAndManifestsAreMalformedHereToo() throws IOException {
    JsonNode suite = golden("node-cases.json");
    for (JsonNode row : suite.path("cases")) {
      boolean refReads = Codecs.REF.decode(text(row, "ref")) instanceof Decoded.Ok;
      assertThat(refReads)
          .as(row.path("name").asText())
          .isEqualTo(!row.path("code").asText().equals("malformed-ref"));
      if (row.path("code").asText().equals("malformed-snapshot")) {
        String digest = Codecs.REF.decode(text(row, "ref")).orThrow().ref().snapshot().hex();
        assertThat(Codecs.SNAPSHOT.decode(text(suite.path("content"), digest)))
            .isInstanceOf(Decoded.Malformed.class);
      }
    }
  }

  @Test
  void latenciesFallIntoTheBucketsThatTheGoldenFileGivesThem() throws IOException {
    JsonNode suite = golden("latency-buckets.json");
    assertThat(suite.path("boundsMicros")).hasSize(LatencyBuckets.BOUNDS);
    for (int i = 0; i < LatencyBuckets.BOUNDS; i++) {
      assertThat(LatencyBuckets.micros(i)).isEqualTo(suite.path("boundsMicros").get(i).asLong());
    }
    for (JsonNode row : suite.path("cases")) {
      assertThat(LatencyBuckets.of(row.path("micros").asLong()))
          .isEqualTo(row.path("bucket").asInt());
    }
  }

  @Test
  void abilitiesAreReadAsFarAsThisReleaseKnowsThem() throws IOException {
    for (JsonNode row : golden("abilities.json")) {
      String report =
          "{\"bootId\":\"b\",\"agentVersion\":\"1\",\"link\":\"connected\",\"abilities\":%s}"
              .formatted(row.path("json"));
      JsonNode written =
          StatusFormat.REPORT_CODEC
              .decode(Bytes.utf8(report))
              .orThrow()
              .abilities()
              .map(AbilitiesFormat::write)
              .orElseThrow();

      ObjectNode known = JsonNodeFactory.instance.objectNode();
      row.path("known").forEach(it -> known.set(it.asText(), row.path("json").get(it.asText())));
      assertThat(CanonicalJson.bytes(written))
          .as(row.path("note").asText())
          .isEqualTo(CanonicalJson.bytes(known));
    }
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(GoldenFilesTest.class.getResourceAsStream("/golden/" + name))) {
      return new ObjectMapper().readTree(file);
    }
  }

  private static Bytes text(JsonNode row, String field) {
    return Bytes.utf8(row.path(field).asText());
  }
}
