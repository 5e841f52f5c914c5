package io.skerry.policy.evict;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.evict.Evictions.Outcome;
import io.skerry.policy.evict.Evictions.Rules;
import io.skerry.policy.evict.Evictions.Watched;
import io.skerry.policy.rollout.Places;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Eviction;
import io.skerry.schema.model.NodeStatus.Findings;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.TenantName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvictionsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final Rules RULES =
      new Rules(GRACE, Duration.ofSeconds(30), Domain.CELL, new Amount.Percent(10));
  private static final ResourceId ASR =
      new ResourceId(Kind.SERVICE, new TenantName("video"), new ResourceName("asr"));

  private final List<Watched> fleet = new ArrayList<>();

  private void heard(String cell, int nodes) {
    for (int i = 0; i < nodes; i++) {
      fleet.add(watched(cell, cell + "-" + i, Node.Mode.MANAGED, status("", Optional.empty())));
    }
  }

  private void silent(String cell, String name, Duration time) {
    fleet.add(watched(cell, name, Node.Mode.MANAGED, silentFor(time)));
  }

  @Test
  void aManagedNodeIsEvictedAfterTheGraceTimeWithItsReason() {
    heard("c1", 9);
    silent("c1", "n1", GRACE);

    assertThat(decide())
        .isEqualTo(
            new Outcome.Evict(
                new ResourceName("n1"),
                new Eviction(
                    NOW,
                    "silent since 2026-11-20T11:55:00Z, longer than the grace time of 5m; "
                        + "others take its place in video/asr")));
  }

  @Test
  void nobodyIsEvictedBeforeTheGraceTime() {
    heard("c1", 9);
    silent("c1", "n1", GRACE.minusSeconds(1));

    assertThat(decide()).isEqualTo(new Outcome.Nothing());
  }

  @Test
  void anAutonomousNodeIsNeverEvicted() {
    heard("c1", 9);
    fleet.add(watched("c1", "n1", Node.Mode.AUTONOMOUS, silentFor(Duration.ofDays(30))));

    assertThat(decide()).isEqualTo(new Outcome.Nothing());
  }

  @Test
  void aNodeThatWasNeverHeardIsNotEvicted() {
    heard("c1", 9);
    fleet.add(new Watched(places("c1", "n1"), Node.Mode.MANAGED, Optional.empty()));

    assertThat(decide()).isEqualTo(new Outcome.Nothing());
  }

  @Test
  void aNodeWhosePlacesNobodyCouldTakeStays() {
    heard("c1", 9);
    silent("c1", "n1", GRACE);

    assertThat(Evictions.decide(fleet, _ -> List.of(), RULES, NOW))
        .isEqualTo(new Outcome.Nothing());
  }

  @Test
  void aLostCellEvictsNobody() {
    heard("c1", 30);
    for (int i = 0; i < 3; i++) {
      silent("c2", "n" + i, Duration.ofHours(1));
    }

    assertThat(decide())
        .isEqualTo(
            new Outcome.Held("Nobody of c2 is evicted: 3 nodes are silent, more than the 1 of it"));
  }

  @Test
  void silenceThatIsSpreadOverTheFleetEvictsNobody() {
    for (int cell = 0; cell < 5; cell++) {
      heard("c" + cell, 2);
      silent("c" + cell, "n" + cell, Duration.ofHours(1));
    }

    assertThat(decide())
        .isEqualTo(
            new Outcome.Held(
                "Nobody is evicted: 5 nodes are silent, more than the 1 of the fleet"));
  }

  @Test
  void aHealthyCellGoesOnWhileAnotherIsLost() {
    heard("c1", 19);
    heard("c3", 39);
    silent("c1", "n1", GRACE);
    silent("c2", "m1", Duration.ofHours(1));
    silent("c2", "m2", Duration.ofHours(1));

    assertThat(decide())
        .isInstanceOfSatisfying(
            Outcome.Evict.class, it -> assertThat(it.node().value()).isEqualTo("n1"));
  }

  @Test
  void thereIsAPauseAfterAnEviction() {
    heard("c1", 29);
    silent("c1", "n1", GRACE);
    fleet.add(
        watched(
            "c1",
            "n2",
            Node.Mode.MANAGED,
            status("silent", Optional.of(new Eviction(NOW.minusSeconds(29), "")))));

    assertThat(decide())
        .isEqualTo(new Outcome.Held("The next node can be evicted at 2026-11-20T12:00:01Z"));
  }

  @Test
  void whoeverIsSilentLongestIsFirst() {
    heard("c1", 40);
    silent("c1", "n1", GRACE);
    silent("c1", "n2", GRACE.plusSeconds(1));

    assertThat(decide())
        .isInstanceOfSatisfying(
            Outcome.Evict.class, it -> assertThat(it.node().value()).isEqualTo("n2"));
  }

  private Outcome decide() {
    return Evictions.decide(fleet, _ -> List.of(ASR), RULES, NOW);
  }

  private static NodeStatus silentFor(Duration time) {
    return status("", Optional.empty()).reachable(Reachability.SILENT, NOW.minus(time));
  }

  private static NodeStatus status(String silent, Optional<Eviction> eviction) {
    return new NodeStatus(
            new ResourceName("n1"),
            "cp",
            "b1",
            "1.0",
            Optional.empty(),
            Optional.empty(),
            Link.CONNECTED,
            100,
            silent.isEmpty() ? Reachability.HEARD : Reachability.SILENT,
            List.of(),
            NOW)
        .withFindings(
            eviction.map(Findings.NONE::withEviction).orElse(Findings.NONE), NOW.minus(GRACE));
  }

  private static Watched watched(String cell, String name, Node.Mode mode, NodeStatus status) {
    return new Watched(places(cell, name), mode, Optional.of(status));
  }

  private static Places places(String cell, String name) {
    return new Places(
        new ResourceName(name),
        "z1",
        new ResourceName(cell),
        new ResourceName("us-east-1"),
        Cloud.AWS);
  }
}
