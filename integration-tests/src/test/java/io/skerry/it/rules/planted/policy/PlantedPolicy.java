package io.skerry.it.rules.planted.policy;

import io.skerry.it.rules.planted.schema.store.StateStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;

/// Decides with everything a decision must not have.
public final class PlantedPolicy {
  record Logs(Logger log) {}

  record Opens(Path file) {}

  record Forks(Executor executor) {}

  record LooksAtTheClock(InstantSource clock) {}

  record RollsDice(RandomGenerator random) {}

  record Reads(StateStore store) {}
}
