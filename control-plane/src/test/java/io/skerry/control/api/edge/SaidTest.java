package io.skerry.control.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.upkeep.ChangeTimes;
import io.skerry.schema.codec.StatusFormat.NotNow;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Deferral;
import io.skerry.schema.model.NodeStatus.Eviction;
import io.skerry.schema.model.NodeStatus.Findings;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Outcome;
import io.skerry.schema.model.NodeStatus.ProbeResult;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a report leaves of what was known, and what becomes of a wish.
class SaidTest {

  private static final ResourceName NODE = new ResourceName("n1");
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void findingsStayAndAnEvictionIsOver() {
    Findings found =
        Findings.NONE
            .withProbes(List.of(new ProbeResult(new ResourceName("a"), Outcome.FAILED, "", NOON)))
            .withEviction(new Eviction(NOON, "silent"));
    NodeStatus silent =
        said(NOON, Optional.empty())
            .after(new StatusChange.Before(Optional.empty()))
            .orElseThrow()
            .withFindings(found, NOON)
            .reachable(Reachability.SILENT, NOON);

    NodeStatus heard =
        said(NOON, Optional.empty())
            .after(new StatusChange.Before(Optional.of(silent)))
            .orElseThrow();

    assertThat(heard.reachability()).isEqualTo(Reachability.HEARD);
    assertThat(heard.findings()).isEqualTo(found.withoutEviction());
    assertThat(said(NOON, Optional.empty()).isKnown(silent)).isFalse();
    assertThat(said(NOON.plusSeconds(9), Optional.empty()).isKnown(heard)).isTrue();
  }

  @Test
  void aWishCountsFromWhenItWasFirstSaid() {
    NodeStatus asked = after(Optional.empty(), NOON, wish(NOON.plusSeconds(600)));
    NodeStatus longer =
        after(Optional.of(asked), NOON.plusSeconds(300), wish(NOON.plusSeconds(900)));

    assertThat(longer.deferral())
        .contains(new Deferral(NOON, NOON.plusSeconds(900), "a transmission"));
  }

  @Test
  void repeatingAWishWritesNothing() {
    NodeStatus asked = after(Optional.empty(), NOON, wish(NOON.plusSeconds(600)));

    assertThat(said(NOON.plusSeconds(10), wish(NOON.plusSeconds(600))).isKnown(asked)).isTrue();
  }

  @Test
  void aWishThatIsNotRepeatedIsOver() {
    NodeStatus asked = after(Optional.empty(), NOON, wish(NOON.plusSeconds(600)));
    NodeStatus withdrawn = after(Optional.of(asked), NOON.plusSeconds(10), Optional.empty());

    assertThat(withdrawn.deferral())
        .contains(new Deferral(NOON, NOON.plusSeconds(10), "a transmission"));
    assertThat(said(NOON.plusSeconds(20), Optional.empty()).isKnown(withdrawn)).isTrue();
  }

  @Test
  void askingAgainAndAgainIsOneWishThatEndsAfterADay() {
    NodeStatus status = after(Optional.empty(), NOON, wish(NOON.plusSeconds(600)));
    Instant now = NOON;
    for (int i = 0; i < 200; i++) {
      now = now.plus(Duration.ofMinutes(15));
      status = after(Optional.of(status), now, wish(now.plus(Duration.ofMinutes(10))));
    }

    assertThat(ChangeTimes.end(status.deferral().orElseThrow()))
        .isEqualTo(NOON.plus(ChangeTimes.LONGEST_DEFERRAL));
  }

  @Test
  void aWishLongAfterAnotherIsANewOne() {
    NodeStatus asked = after(Optional.empty(), NOON, wish(NOON.plusSeconds(600)));
    Instant later = NOON.plus(Duration.ofHours(3));

    NodeStatus again = after(Optional.of(asked), later, wish(later.plusSeconds(60)));

    assertThat(again.deferral().orElseThrow().since()).isEqualTo(later);
  }

  @Test
  void aWishForThePastIsNone() {
    assertThat(after(Optional.empty(), NOON, wish(NOON)).deferral()).isEmpty();
  }

  @Test
  void whatANodeCanRunHoldsUntilItsNextStart() {
    Report told = said(NOON, Optional.empty()).report().withAbilities(Abilities.UNKNOWN);
    NodeStatus able = after(Optional.empty(), told);
    NodeStatus heartbeat = after(Optional.of(able), NOON.plusSeconds(10), Optional.empty());
    NodeStatus restarted =
        after(
            Optional.of(heartbeat),
            new Report(
                "b2", "1.0", Optional.empty(), Optional.empty(), Link.CONNECTED, 100, List.of()));

    assertThat(heartbeat.abilities()).contains(Abilities.UNKNOWN);
    assertThat(restarted.abilities()).isEmpty();
  }

  private static NodeStatus after(Optional<NodeStatus> before, Report report) {
    return new Said(NODE, "cp", report, NOON, SILENCE)
        .after(new StatusChange.Before(before))
        .orElseThrow();
  }

  private static NodeStatus after(
      Optional<NodeStatus> before, Instant now, Optional<NotNow> notNow) {
    return said(now, notNow).after(new StatusChange.Before(before)).orElseThrow();
  }

  private static Optional<NotNow> wish(Instant until) {
    return Optional.of(new NotNow(until, "a transmission"));
  }

  private static Said said(Instant now, Optional<NotNow> notNow) {
    return new Said(
        NODE,
        "cp",
        new Report(
            "b1",
            "1.0",
            Optional.empty(),
            Optional.empty(),
            Link.CONNECTED,
            100,
            List.of(),
            notNow),
        now,
        SILENCE);
  }
}
