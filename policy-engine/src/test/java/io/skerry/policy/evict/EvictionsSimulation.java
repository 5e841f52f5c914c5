package io.skerry.policy.evict;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.evict.Evictions.Outcome;
import io.skerry.policy.evict.Evictions.Rules;
import io.skerry.policy.evict.Evictions.Watched;
import io.skerry.policy.fixture.Randomness;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A fleet whose nodes fall silent and come back, alone and in crowds, for hours, under a leader
/// that looks every ten seconds and knows nothing but the statuses.
class EvictionsSimulation {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Rules RULES = new Rules(GRACE, PAUSE, Domain.CELL, new Amount.Percent(20));
  private static final int CELLS = 4;
  private static final int LOOKS = 1_500;
  private static final List<ResourceId> SERVICES =
      List.of(new ResourceId(Kind.SERVICE, TenantName.DEFAULT, new ResourceName("asr")));

  @Test
  void silenceNeverEvictsMoreThanItMay() {
    int evictions = 0;
    for (long seed : Randomness.seeds(25)) {
      evictions += new Run(seed).run();
    }
    assertThat(evictions).isPositive();
  }

  private static final class Run {
    private final long seed;
    private final Random random;
    private final Map<ResourceName, Watched> fleet = new TreeMap<>();
    private Instant now = START;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      for (int i = 0; i < 40; i++) {
        ResourceName name = new ResourceName("n" + i);
        Places places =
            new Places(
                name, "z", new ResourceName("c" + i % CELLS), new ResourceName("r"), Cloud.AWS);
        Node.Mode mode = random.nextInt(5) == 0 ? Node.Mode.AUTONOMOUS : Node.Mode.MANAGED;
        fleet.put(name, new Watched(places, mode, Optional.of(heard(name))));
      }
    }

    int run() {
      int evictions = 0;
      for (int look = 0; look < LOOKS; look++) {
        now = now.plusSeconds(10);
        trouble();
        Outcome outcome = Evictions.decide(fleet.values(), _ -> SERVICES, RULES, now);
        if (outcome instanceof Outcome.Evict(ResourceName node, Eviction eviction)) {
          check(node);
          set(
              node,
              status(node)
                  .withFindings(Findings.NONE.withEviction(eviction), status(node).changedAt()));
          evictions++;
        }
      }
      return evictions;
    }

    private void trouble() {
      if (random.nextInt(300) == 0) {
        String cell = "c" + random.nextInt(CELLS);
        fleet.keySet().stream()
            .filter(it -> watched(it).places().cell().value().equals(cell))
            .forEach(this::silence);
      }
      for (ResourceName node : fleet.keySet()) {
        if (random.nextInt(1_500) == 0) {
          silence(node);
        } else if (watched(node).isSilent() && random.nextInt(60) == 0) {
          set(node, heard(node));
        }
      }
    }

    private void check(ResourceName node) {
      Watched evicted = watched(node);
      String cell = evicted.places().cell().value();
      long inCell =
          fleet.values().stream()
              .filter(it -> it.isSilent() && it.places().cell().value().equals(cell))
              .count();
      long inAll = fleet.values().stream().filter(Watched::isSilent).count();
      assertThat(evicted.mode()).as("seed %d", seed).isEqualTo(Node.Mode.MANAGED);
      assertThat(status(node).changedAt().plus(GRACE)).as("seed %d", seed).isBeforeOrEqualTo(now);
      assertThat(inCell).as("seed %d", seed).isLessThanOrEqualTo(2);
      assertThat(inAll).as("seed %d", seed).isLessThanOrEqualTo(8);
      assertThat(fleet.values().stream().flatMap(it -> it.eviction().stream()))
          .as("seed %d", seed)
          .allMatch(it -> !now.isBefore(it.at().plus(PAUSE)));
    }

    private void silence(ResourceName node) {
      if (!watched(node).isSilent()) {
        set(node, status(node).reachable(Reachability.SILENT, now));
      }
    }

    private Watched watched(ResourceName node) {
      return Optional.ofNullable(fleet.get(node)).orElseThrow();
    }

    private NodeStatus status(ResourceName node) {
      return watched(node).status().orElseThrow();
    }

    private void set(ResourceName node, NodeStatus next) {
      Watched old = watched(node);
      fleet.put(node, new Watched(old.places(), old.mode(), Optional.of(next)));
    }

    private NodeStatus heard(ResourceName node) {
      return new NodeStatus(
          node,
          "cp",
          "b1",
          "1.0",
          Optional.empty(),
          Optional.empty(),
          Link.CONNECTED,
          100,
          Reachability.HEARD,
          List.of(),
          now);
    }
  }
}
