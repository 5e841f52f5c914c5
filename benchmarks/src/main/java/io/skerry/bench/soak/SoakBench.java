package io.skerry.bench.soak;

import io.skerry.bench.Stacks;
import io.skerry.bench.soak.cluster.Cluster;
import io.skerry.cli.local.StackConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// `./skerry bench soak`: a soak on a cluster of its own, with two control planes and the example
/// nodes.
public final class SoakBench {

  private static final int NODES = 6;

  private SoakBench() {}

  /// Runs one, prints what it found, and answers whether nothing is wrong.
  ///
  /// @param seconds how long clients write and parts are killed
  /// @param seed decides what happens
  public static boolean run(int seconds, long seed) throws Exception {
    Path home = Path.of(System.getenv().getOrDefault("SKERRY_HOME", "."));
    Path etcd = Path.of(System.getenv().getOrDefault("SKERRY_ETCD", "etcd"));
    Cluster.Setup setup =
        new Cluster.Setup(
            home,
            etcd,
            Stacks.folder("soak"),
            NODES,
            new StackConfig.Settings("", Map.of("skerry.leader-ttl", "5s")));
    System.out.printf("soak of %d s, seed %d, in %s%n", seconds, seed, setup.folder());
    try (Cluster cluster = Cluster.start(setup)) {
      cluster.addReplica("control-plane-2");
      SoakReport report = Soak.run(cluster, SoakPlan.of(Duration.ofSeconds(seconds), seed));
      System.out.print(report.text());
      System.out.println(report.clean() ? "nothing lost" : "NOT CLEAN, see above");
      return report.clean();
    }
  }
}
