package io.skerry.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.agent.Samples;
import io.skerry.agent.spool.SimulatedDisk;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The conformance suite of the node protocol, replayed on this node.
class GoldenCasesTest {

  private static final JsonNode SUITE = suite();

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void nodeDoesWhatTheProtocolSays(String name, JsonNode row) {
    Rig rig = rig(row);
    Optional<ConfigView.Version> before = rig.version();
    tamper(rig, row);
    rig.accept(Bytes.utf8(row.path("ref").asText()));
    switch (row.path("expect").asText()) {
      case "activate" -> {
        JsonNode ref =
            CanonicalJson.parse(Bytes.utf8(row.path("ref").asText())).orThrow().path("ref");
        assertThat(rig.version().orElseThrow().snapshot().hex())
            .as(name)
            .isEqualTo(ref.path("snapshot").asText());
        assertThat(rig.generation()).isEqualTo(ref.path("generation").asLong());
        assertThat(rig.report().rejected()).isEmpty();
      }
      case "ignore" -> {
        assertThat(rig.version()).isEqualTo(before);
        assertThat(rig.report().rejected()).isEmpty();
      }
      default -> {
        assertThat(rig.version()).isEqualTo(before);
        assertThat(rig.rejectedCode()).isEqualTo(row.path("code").asText());
      }
    }
  }

  @Test
  void suiteIsNotEmpty() {
    assertThat(cases()).hasSizeGreaterThan(15);
  }

  static List<Object[]> cases() {
    List<Object[]> cases = new ArrayList<>();
    SUITE.path("cases").forEach(row -> cases.add(new Object[] {row.path("name").asText(), row}));
    return cases;
  }

  private static Rig rig(JsonNode row) {
    ResourceName node = new ResourceName(SUITE.path("node").asText());
    Rig rig = new Rig(new SimulatedDisk(new SplittableRandom(1)), node);
    SUITE
        .path("content")
        .properties()
        .forEach(
            item ->
                rig.store.content.put(
                    new Digest(item.getKey()), Bytes.utf8(item.getValue().asText())));
    JsonNode active = row.path("active");
    if (active.isObject()) {
      rig.accept(
          Samples.ref(
              node,
              active.path("generation").asLong(),
              new Digest(active.path("snapshot").asText()),
              Map.of()));
      assertThat(rig.version()).isPresent();
    }
    return rig;
  }

  private static void tamper(Rig rig, JsonNode row) {
    row.path("tampered")
        .properties()
        .forEach(
            item ->
                rig.store.content.put(
                    new Digest(item.getKey()), Bytes.utf8(item.getValue().asText())));
  }

  private static JsonNode suite() {
    try (InputStream file =
        Objects.requireNonNull(
            GoldenCasesTest.class.getResourceAsStream("/golden/node-cases.json"))) {
      return CanonicalJson.parse(Bytes.copyOf(file.readAllBytes())).orThrow();
    } catch (IOException e) {
      throw new IllegalStateException("the golden files are missing", e);
    }
  }
}
