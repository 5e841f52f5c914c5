package io.skerry.bench.gateway;

import io.skerry.bench.reload.SampleSnapshot;
import io.skerry.cli.local.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What requests through a node's gateway notice of reloads: a steady pace of requests to a real
/// agent, in turn while nothing changes and while one entry of its snapshot changes several times a
/// second, told through a real etcd. Requests are timed from when they were due, and each answer
/// names its snapshot.
public final class ReloadsUnderLoad {

  private static final Paced STEADY = new Paced(1_000, 4);
  private static final int ROUNDS = 3;
  private static final int SECONDS = 7;
  private static final int WARM_SECONDS = 10;
  private static final int RELOADS_PER_SECOND = 5;

  private final Path folder;
  private final GatewayAgent agent;
  private final Editions.Store store;
  private final String upstream;

  private ReloadsUnderLoad(Path folder, GatewayAgent agent, Editions.Store store, String upstream) {
    this.folder = folder;
    this.agent = agent;
    this.store = store;
    this.upstream = upstream;
  }

  /// @param folder empty
  /// @param etcd the program
  public static void run(Path folder, String etcd) throws Exception {
    System.out.printf(
        "%nRequests through the gateway, %,d a second, %d s of each in turns of %d s; %d reloads a second%n",
        STEADY.perSecond(), ROUNDS * SECONDS, SECONDS, RELOADS_PER_SECOND);
    System.out.printf(
        "%-8s %-16s %8s %8s %10s %8s %8s %10s%n",
        "entries", "", "p50 ms", "p99 ms", "p99.9 ms", "max ms", "failed", "snapshots");
    int port = Ports.unused();
    GatewayAgent agent = GatewayAgent.trained(folder);
    try (Editions.Store store = Editions.Store.start(etcd, folder);
        Contestant nginx =
            Contestant.nginx(
                "upstream", Configs.upstream(folder.resolve("upstream"), port), port)) {
      ReloadsUnderLoad bench = new ReloadsUnderLoad(folder, agent, store, nginx.address());
      for (int entries : new int[] {10, 200, 2_000}) {
        bench.measure(entries);
      }
    }
  }

  private void measure(int entries) throws Exception {
    SampleSnapshot first = snapshot(entries, 0);
    Path data = folder.resolve("node-" + entries);
    first.persist(data, SampleSnapshot.NODE, store.url());
    Editions editions =
        Editions.of(
            edition -> snapshot(entries, edition),
            (WARM_SECONDS + ROUNDS * SECONDS) * RELOADS_PER_SECOND);
    store.publish(first);
    try (Contestant gateway = agent.start(data, Ports.unused())) {
      int port = gateway.port();
      List<Latencies> quiet = new ArrayList<>();
      List<Latencies> reloading = new ArrayList<>();
      whileReloading(editions, port, WARM_SECONDS);
      for (int round = 0; round < ROUNDS; round++) {
        quiet.add(STEADY.run(port, SECONDS));
        reloading.add(whileReloading(editions, port, SECONDS));
      }
      print(entries, "no reloads", Latencies.together(quiet));
      print(entries, "while reloading", Latencies.together(reloading));
    }
  }

  private Latencies whileReloading(Editions editions, int port, int seconds) throws Exception {
    try (Editions.Stream stream = editions.stream(store, RELOADS_PER_SECOND)) {
      Latencies latencies = STEADY.run(port, seconds);
      stream.orThrow();
      return latencies;
    }
  }

  private SampleSnapshot snapshot(int entries, int edition) {
    return SampleSnapshot.of(entries, edition).withService("web", NodeFolder.service(upstream));
  }

  private static void print(int entries, String what, Latencies latencies) {
    System.out.printf(
        "%-8d %-16s %8.2f %8.2f %10.2f %8.1f %8d %10d%n",
        entries,
        what,
        latencies.quantile(0.5),
        latencies.quantile(0.99),
        latencies.quantile(0.999),
        latencies.quantile(1),
        latencies.failed(),
        latencies.snapshots());
  }
}
