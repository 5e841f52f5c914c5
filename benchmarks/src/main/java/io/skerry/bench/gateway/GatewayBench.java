package io.skerry.bench.gateway;

import io.skerry.bench.Stacks;
import io.skerry.cli.local.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Requests with answers of 1 KB over keep-alive connections, to one upstream: directly, through
/// nginx, HAProxy and a node's gateway, in turn and twice. Says what a request costs each of them
/// in processor time when it is busy, and what it adds to the latency at a pace that leaves it idle
/// most of the time.
public final class GatewayBench {

  private static final int ROUNDS = 2;
  private static final int BUSY = 16;
  private static final Paced CALM = new Paced(500, 4);
  private static final int WARM_SECONDS = 2;

  /// A JVM is compiled while it runs.
  private static final int JVM_WARM_SECONDS = 20;

  private final Path folder;
  private final int seconds;
  private final String libraries = environment("SKERRY_PROXY_LIBS", "");
  private final Load load = new Load(environment("SKERRY_WRK", "wrk"), libraries);
  private final List<Row> rows = new ArrayList<>();

  private GatewayBench(Path folder, int seconds) {
    this.folder = folder;
    this.seconds = seconds;
  }

  private record Row(String name, Load.Result busy, Latencies calm, double cpu, double memory) {}

  /// @param seconds of each measurement
  public static void run(int seconds) throws Exception {
    new GatewayBench(Stacks.folder("gateway"), seconds).run();
  }

  private void run() throws Exception {
    int upstreamPort = Ports.unused();
    GatewayAgent agent = GatewayAgent.trained(folder);
    Path agents = folder.resolve("node");
    try (Contestant upstream =
        Contestant.nginx(
            "upstream", Configs.upstream(folder.resolve("upstream"), upstreamPort), upstreamPort)) {
      NodeFolder.write(agents, "http://127.0.0.1:" + upstreamPort);
      for (int round = 0; round < ROUNDS; round++) {
        measure("direct", upstream, WARM_SECONDS);
        int port = Ports.unused();
        Path proxy = folder.resolve("proxy" + round);
        try (Contestant it =
            Contestant.nginx("nginx", Configs.nginxProxy(proxy, port, upstreamPort), port)) {
          measure("nginx", it, WARM_SECONDS);
        }
        port = Ports.unused();
        try (Contestant it = haproxy(Configs.haproxy(proxy, port, upstreamPort), port)) {
          measure("HAProxy", it, WARM_SECONDS);
        }
        try (Contestant it = agent.start(agents, Ports.unused())) {
          measure("Skerry", it, JVM_WARM_SECONDS);
        }
      }
    }
    report();
  }

  private void measure(String name, Contestant contestant, int warm) throws Exception {
    load.run(contestant.url(), BUSY, warm);
    double before = contestant.cpuMillis();
    Load.Result busy = load.run(contestant.url(), BUSY, seconds);
    double cpu = (contestant.cpuMillis() - before) / busy.requests() * 1000;
    CALM.run(contestant.port(), 1);
    Latencies calm = CALM.run(contestant.port(), seconds).orThrow();
    rows.add(new Row(name, busy, calm, cpu, contestant.residentMegabytes()));
  }

  private void report() {
    System.out.printf(
        "%n%-10s %10s %9s %9s %9s %9s %14s %8s%n",
        "1 KB", "req/s", "p50 ms", "p99 ms", "p50 ms", "p99 ms", "CPU ms per", "RSS");
    System.out.printf(
        "%-10s %10s %9s %9s %9s %9s %14s %8s%n",
        "", BUSY + " conn.", "", "", CALM.perSecond() + "/s", "", "1,000 requests", "MB");
    for (Row row : rows) {
      System.out.printf(
          "%-10s %10.0f %9.3f %9.3f %9.3f %9.3f %14.1f %8.0f %s%n",
          row.name(),
          row.busy().perSecond(),
          row.busy().p50(),
          row.busy().p99(),
          row.calm().quantile(0.5),
          row.calm().quantile(0.99),
          row.cpu(),
          row.memory(),
          row.busy().trouble());
    }
    System.out.printf(
        "%nCPU per request, Skerry / nginx: %.2f   Skerry / HAProxy: %.2f%n",
        best("Skerry").cpu() / best("nginx").cpu(), best("Skerry").cpu() / best("HAProxy").cpu());
    System.out.printf(
        "p99 over direct, %d requests/s: Skerry %+.3f ms, nginx %+.3f ms, HAProxy %+.3f ms%n",
        CALM.perSecond(),
        p99("Skerry") - p99("direct"),
        p99("nginx") - p99("direct"),
        p99("HAProxy") - p99("direct"));
  }

  private double p99(String name) {
    return rows.stream()
        .filter(row -> row.name().equals(name))
        .mapToDouble(row -> row.calm().quantile(0.99))
        .min()
        .orElseThrow();
  }

  /// The round in which a contestant did best, for each of them: what else runs on the machine only
  /// makes rounds worse.
  private Row best(String name) {
    return rows.stream()
        .filter(row -> row.name().equals(name))
        .min((a, b) -> Double.compare(a.cpu(), b.cpu()))
        .orElseThrow();
  }

  private Contestant haproxy(Path config, int port) throws Exception {
    return Contestant.start(
        "haproxy",
        port,
        List.of(environment("SKERRY_HAPROXY", "haproxy"), "-db", "-f", config.toString()),
        libraries,
        folder);
  }

  private static String environment(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }
}
