package io.skerry.bench.soak;

import io.skerry.bench.soak.cluster.Cluster;
import io.skerry.cli.local.StepFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Kills a part every few seconds and starts it again a moment later. A part that is down or coming
/// up is left alone. For one thread.
final class Chaos implements AutoCloseable {

  private static final Duration RESTART_PATIENCE = Duration.ofMinutes(2);

  private final Cluster cluster;
  private final RandomGenerator random;
  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> kills = new TreeMap<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final ExecutorService restarts = Executors.newVirtualThreadPerTaskExecutor();

  Chaos(Cluster cluster, RandomGenerator random) {
    this.cluster = cluster;
    this.random = random;
  }

  void run(BooleanSupplier over) throws InterruptedException {
    while (true) {
      Thread.sleep(random.nextLong(2000, 5000));
      if (over.getAsBoolean()) {
        return;
      }
      String victim = victim();
      long pause = random.nextLong(1500);
      if (down.add(victim)) {
        kills.merge(kind(victim), 1, Integer::sum);
        cluster.kill(victim);
        restarts.execute(() -> restart(victim, pause));
      }
    }
  }

  /// How often parts were killed, agents as one.
  Map<String, Integer> kills() {
    return Map.copyOf(kills);
  }

  /// The parts that did not come up again, and why.
  List<String> failures() {
    return List.copyOf(failures);
  }

  /// Waits until everything that was killed runs again.
  @Override
  public void close() {
    restarts.shutdown();
    try {
      if (!restarts.awaitTermination(RESTART_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        failures.add("not all parts came up again: " + down);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void restart(String victim, long pause) {
    try {
      Thread.sleep(pause);
      cluster.restart(victim);
      down.remove(victim);
    } catch (StepFailedException failed) {
      failures.add(String.join("\n", failed.report()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private String victim() {
    List<String> kinds = new ArrayList<>(List.of(Cluster.ETCD, Cluster.POSTGRES));
    kinds.addAll(cluster.replicas());
    int choice = random.nextInt(kinds.size() + 1);
    List<String> nodes = cluster.nodes();
    return choice < kinds.size()
        ? kinds.get(choice)
        : Cluster.agent(nodes.get(random.nextInt(nodes.size())));
  }

  private static String kind(String part) {
    return part.startsWith("agent-") ? "agents" : part;
  }
}
