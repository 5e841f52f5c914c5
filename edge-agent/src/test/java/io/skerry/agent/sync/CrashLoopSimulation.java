package io.skerry.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A node whose agent is crashed by some of its snapshots and killed at any instant besides, one
/// seed per run. A failure names its seed; run it alone with `-Dskerry.seed=N`.
class CrashLoopSimulation {

  private static final long SEEDS = Long.getLong("skerry.seeds", 150);

  /// Held, because a logger that nobody holds forgets its level.
  private static final Logger LOGGER = Logger.getLogger("io.skerry.agent");

  @BeforeAll
  static void silence() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(Level.INFO);
  }

  @Test
  void noSnapshotKeepsANodeDown() {
    long only = Long.getLong("skerry.seed", -1);
    LongStream seeds = only >= 0 ? LongStream.of(only) : LongStream.range(0, SEEDS);
    CrashingNode.Counts total = new CrashingNode.Counts();
    seeds.forEach(seed -> new CrashingNode(seed, total).run());
    assertThat(total.crashes).as("crashes").isPositive();
    if (only < 0) {
      assertThat(Stream.of(total.reverts, total.kills, total.soaks, total.refusals))
          .as("reverts, kills, soaks, refusals of %d seeds".formatted(SEEDS))
          .allMatch(count -> count > SEEDS / 3);
    }
  }
}
