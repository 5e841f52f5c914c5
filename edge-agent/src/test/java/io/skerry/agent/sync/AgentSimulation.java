package io.skerry.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A node under every fault its disk, its store and its controller can have, one seed per run. A
/// failure names its seed; run it alone with `-Dskerry.seed=N`.
class AgentSimulation {

  private static final long SEEDS = Long.getLong("skerry.seeds", 200);
  private static final int STEPS = 60;

  /// Held, because a logger that nobody holds forgets its level. The faults would fill the log.
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
  void nodeKeepsItsPromisesUnderEveryFault() {
    long only = Long.getLong("skerry.seed", -1);
    LongStream seeds = only >= 0 ? LongStream.of(only) : LongStream.range(0, SEEDS);
    SimulatedNode.Counts total = new SimulatedNode.Counts();
    seeds.forEach(seed -> new SimulatedNode(seed, total).run(STEPS));
    assertThat(total.activations).as("activations").isPositive();
    if (only < 0) {
      assertThat(total.crashes).as("crashes").isGreaterThan((int) SEEDS);
      assertThat(total.diskRefusals).as("refusals for the disk").isGreaterThan((int) SEEDS / 4);
      assertThat(total.rejections).as("refused garbage").isGreaterThan((int) SEEDS);
      assertThat(total.postponed).as("postponed").isGreaterThan((int) SEEDS / 4);
    }
  }
}
