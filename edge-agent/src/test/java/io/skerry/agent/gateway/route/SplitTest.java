package io.skerry.agent.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import io.skerry.agent.gateway.route.Split.Rule;
import io.skerry.agent.gateway.route.Split.Weights;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.ResourceName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SplitTest {

  private static final int MILLION = 1_000_000;

  /// Four standard deviations of a share of a million draws are below 0.0017.
  private static final double TOLERANCE = 0.002;

  @ParameterizedTest
  @CsvSource({"95, 5", "85, 15", "50, 50", "999, 1"})
  void weightsAreKeptOverAMillionRequests(int v1, int v2) {
    Split split =
        new Split(
            List.of(), Weights.of(Map.of(new ResourceName("v1"), v1, new ResourceName("v2"), v2)));
    SplittableRandom random = new SplittableRandom(42);
    int second = 0;
    for (int i = 0; i < MILLION; i++) {
      if (split.choose(Facts.of("", "/"), random::nextDouble).equals("v2")) {
        second++;
      }
    }
    assertThat((double) second / MILLION).isCloseTo((double) v2 / (v1 + v2), within(TOLERANCE));
  }

  @Test
  void stickySharesAreKeptOverAMillionSubjectsAndNeverChangeTheirMind() {
    Split split = sticky(0.15);
    Split elsewhere = sticky(0.15);
    int second = 0;
    int violations = 0;
    for (int i = 0; i < MILLION; i++) {
      Facts request = Facts.withHeader("x-user-id", "user-" + i);
      String version = split.choose(request, () -> 0.0);
      if (version.equals("v2")) {
        second++;
      }
      if (!elsewhere.choose(request, () -> 0.999).equals(version)) {
        violations++;
      }
    }
    assertThat((double) second / MILLION).isCloseTo(0.15, within(TOLERANCE));
    assertThat(violations).isZero();
  }

  @Test
  void aRaisedPercentageOnlyAddsSubjects() {
    Split before = sticky(0.05);
    Split after = sticky(0.25);
    for (int i = 0; i < 10_000; i++) {
      Facts request = Facts.withHeader("x-user-id", "user-" + i);
      if (before.choose(request, () -> 0.0).equals("v2")) {
        assertThat(after.choose(request, () -> 0.0)).isEqualTo("v2");
      }
    }
  }

  @Test
  void theFirstRuleThatMatchesWins() {
    Split split =
        new Split(
            List.of(
                new Rule.Header("x-canary", Pattern.compile("v3"), "v3"),
                new Rule.Sticky(new Subject.Client(), "t/s/v2", 1, "v2")),
            Weights.only("v1"));
    assertThat(split.choose(Facts.withHeader("x-canary", "v3"), () -> 0)).isEqualTo("v3");
    assertThat(split.choose(Facts.withHeader("x-canary", "v33"), () -> 0)).isEqualTo("v2");
  }

  @Test
  void subjectsThatAreNotThereFallThroughToTheWeights() {
    assertThat(sticky(1).choose(Facts.of("", "/"), () -> 0)).isEqualTo("v1");
    assertThat(sticky(1).choose(Facts.withHeader("x-user-id", ""), () -> 0)).isEqualTo("v1");
  }

  @Test
  void weightsOfZeroAreNeverChosen() {
    Map<ResourceName, Integer> weights = new HashMap<>();
    weights.put(new ResourceName("v1"), 0);
    weights.put(new ResourceName("v2"), 3);
    Split split = new Split(List.of(), Weights.of(weights));
    assertThat(split.choose(Facts.of("", "/"), () -> 0)).isEqualTo("v2");
    assertThat(split.choose(Facts.of("", "/"), () -> Math.nextDown(1.0))).isEqualTo("v2");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("positions")
  void positionsAreThoseOfTheProtocol(String scope, String subject, double position) {
    assertThat(StickyHash.position(scope, subject)).isEqualTo(position);
  }

  static List<Object[]> positions() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(SplitTest.class.getResourceAsStream("/golden/sticky-hash.json"))) {
      JsonNode suite = CanonicalJson.parse(Bytes.copyOf(file.readAllBytes())).orThrow();
      List<Object[]> rows = new ArrayList<>();
      for (JsonNode row : suite) {
        rows.add(
            new Object[] {
              row.path("tenant").asText()
                  + "/"
                  + row.path("service").asText()
                  + "/"
                  + row.path("version").asText(),
              row.path("subject").asText(),
              row.path("position").asDouble()
            });
      }
      return rows;
    }
  }

  private static Split sticky(double share) {
    return new Split(
        List.of(new Rule.Sticky(new Subject.Header("x-user-id"), "default/asr/v2", share, "v2")),
        Weights.only("v1"));
  }
}
