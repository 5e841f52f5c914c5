package io.skerry.policy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.fixture.Randomness;
import io.skerry.policy.health.Signs.Heartbeat;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Applied;
import io.skerry.schema.model.NodeStatus.Condition;
import io.skerry.schema.model.NodeStatus.ErrorLevel;
import io.skerry.schema.model.NodeStatus.Errors;
import io.skerry.schema.model.NodeStatus.Findings;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Outcome;
import io.skerry.schema.model.NodeStatus.ProbeResult;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.NodeStatus.Rejected;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthScoreTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final ResourceName NODE = new ResourceName("n1");
  private static final Digest WANTED = new Digest("a".repeat(64));
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @Test
  void aNodeThatIsWellHasTheWholeScore() {
    HealthScore score = HealthScore.of(new Signs(said(100), Optional.of(ref()), heard(3)));

    assertThat(score.shown()).isEqualTo(100);
    assertThat(score.decisive()).isEqualTo(100);
    assertThat(score.parts()).extracting(HealthScore.Part::sign).containsExactly(Sign.values());
  }

  @Test
  void whatTheNodeSaysAndWhatItsProbesSayAddUp() {
    NodeStatus status =
        said(90)
            .withFindings(
                Findings.NONE.withProbes(
                    List.of(
                        probe("front", Outcome.FAILED, "answered 503"),
                        probe("ssh", Outcome.PASSED, "connected"))),
                NOW);

    HealthScore score = HealthScore.of(new Signs(status, Optional.of(ref()), heard(0)));

    assertThat(score.decisive()).isEqualTo(60);
    assertThat(part(score, Sign.PROBES).reason()).isEqualTo("1 of 2 failed: front: answered 503");
  }

  @Test
  void failedRequestsCostLittleAndDecide() {
    assertThat(HealthScore.decisive(failing(ErrorLevel.SOME))).isEqualTo(95);
    assertThat(HealthScore.decisive(failing(ErrorLevel.MANY))).isEqualTo(90);
    assertThat(HealthScore.decisive(failing(ErrorLevel.MOST))).isEqualTo(80);
    HealthScore score =
        HealthScore.of(new Signs(failing(ErrorLevel.MOST), Optional.of(ref()), heard(0)));
    assertThat(part(score, Sign.ERRORS).reason()).isEqualTo("30 of 100 requests failed");
  }

  @Test
  void silenceLowersWhatIsShownAndNothingElse() {
    NodeStatus silent = said(100).reachable(Reachability.SILENT, NOW);

    HealthScore score = HealthScore.of(new Signs(silent, Optional.of(ref()), heard(300)));

    assertThat(score.shown()).isZero();
    assertThat(score.decisive()).isEqualTo(100);
    assertThat(HealthScore.decisive(silent)).isEqualTo(100);
  }

  @Test
  void aLateHeartbeatCostsTheMoreTheLaterItIs() {
    assertThat(shown(15)).isEqualTo(100);
    assertThat(shown(24)).isEqualTo(70);
    assertThat(shown(30)).isEqualTo(50);
    assertThat(shown(31)).isEqualTo(50);
  }

  @Test
  void aRefusalIsShownButMovesNoPlacement() {
    NodeStatus refusing =
        new NodeStatus(
            NODE,
            "cp",
            "b1",
            "1.0",
            Optional.empty(),
            Optional.of(new Rejected(WANTED, 1, "unsupported", "no such type", NOW)),
            Link.CONNECTED,
            100,
            Reachability.HEARD,
            List.of(),
            NOW);

    HealthScore score = HealthScore.of(new Signs(refusing, Optional.of(ref()), heard(0)));

    assertThat(score.shown()).isEqualTo(70);
    assertThat(score.decisive()).isEqualTo(100);
    assertThat(part(score, Sign.ACK).reason()).isEqualTo("refused with unsupported");
  }

  @Test
  void aCrashLoopAloneMakesANodeUnwell() {
    assertThat(HealthScore.decisive(said(100, "CrashLoop"))).isEqualTo(40);
    assertThat(HealthScore.decisive(said(100, "DiskFull"))).isEqualTo(90);
    assertThat(HealthScore.decisive(said(100, "SelfTestFailed"))).isEqualTo(70);
  }

  @Test
  void theScoreStaysInItsRangeAndIsTheSumOfItsParts() {
    for (long seed : Randomness.seeds(2_000)) {
      Random random = new Random(seed);
      Signs signs = any(random);
      HealthScore score = HealthScore.of(signs);
      int cost = score.parts().stream().mapToInt(HealthScore.Part::cost).sum();
      assertThat(score.shown()).as("seed %d", seed).isEqualTo(Math.max(0, 100 - cost));
      assertThat(score.decisive()).isBetween(score.shown(), 100);
      assertThat(HealthScore.decisive(signs.status()))
          .as("seed %d", seed)
          .isEqualTo(score.decisive());
    }
  }

  private static Signs any(Random random) {
    List<ProbeResult> probes = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      probes.add(probe("p" + i, random.nextBoolean() ? Outcome.PASSED : Outcome.FAILED, "x"));
    }
    String[] conditions =
        random.nextBoolean() ? new String[] {"DiskFull", "CrashLoop"} : new String[0];
    NodeStatus status =
        said(random.nextInt(101), conditions)
            .withFindings(Findings.NONE.withProbes(probes), NOW)
            .reachable(random.nextBoolean() ? Reachability.HEARD : Reachability.SILENT, NOW);
    return new Signs(
        status,
        random.nextBoolean() ? Optional.of(ref()) : Optional.empty(),
        heard(random.nextInt(60)));
  }

  private static int shown(int seconds) {
    return HealthScore.of(new Signs(said(100), Optional.of(ref()), heard(seconds))).shown();
  }

  private static HealthScore.Part part(HealthScore score, Sign sign) {
    return score.parts().stream().filter(it -> it.sign() == sign).findFirst().orElseThrow();
  }

  private static ProbeResult probe(String name, Outcome outcome, String message) {
    return new ProbeResult(new ResourceName(name), outcome, message, NOW);
  }

  private static Heartbeat heard(int seconds) {
    return new Heartbeat(Optional.of(Duration.ofSeconds(seconds)), INTERVAL);
  }

  private static NodeStatus failing(ErrorLevel level) {
    Errors errors = new Errors(level, "30 of 100 requests failed", NOW);
    return said(100).withFindings(Findings.NONE.withErrors(errors), NOW);
  }

  private static NodeStatus said(int health, String... conditions) {
    return new NodeStatus(
        NODE,
        "cp",
        "b1",
        "1.0",
        Optional.of(new Applied(WANTED, 1, 10, NOW)),
        Optional.empty(),
        Link.CONNECTED,
        health,
        Reachability.HEARD,
        List.of(conditions).stream().map(type -> new Condition(type, "", NOW)).toList(),
        NOW);
  }

  private static Ref ref() {
    return new Ref(NODE, WANTED, 1, "inventory", 0, Ref.Reason.NORMAL, NOW, Set.of());
  }
}
