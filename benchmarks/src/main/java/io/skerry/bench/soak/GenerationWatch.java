package io.skerry.bench.soak;

import io.skerry.bench.soak.cluster.Cluster;
import io.skerry.bench.soak.cluster.NodeApi.Served;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// Keeps asking nodes what they serve, and notes any that went back.
final class GenerationWatch {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Cluster cluster;
  private final Map<String, Long> highest = new TreeMap<>();
  private final List<String> wentBack = new CopyOnWriteArrayList<>();

  GenerationWatch(Cluster cluster) {
    this.cluster = cluster;
  }

  void run(BooleanSupplier over) throws InterruptedException {
    while (!over.getAsBoolean()) {
      for (String node : cluster.nodes()) {
        look(node);
      }
      Thread.sleep(PAUSE);
    }
  }

  /// Where a node served an older generation than before.
  List<String> wentBack() {
    return List.copyOf(wentBack);
  }

  private void look(String node) throws InterruptedException {
    Optional<Served> served = cluster.node(node).served();
    if (served.isPresent()) {
      long generation = served.get().generation();
      long before = highest.merge(node, generation, Math::max);
      if (generation < before) {
        wentBack.add("%s served generation %d after %d".formatted(node, generation, before));
      }
    }
  }
}
