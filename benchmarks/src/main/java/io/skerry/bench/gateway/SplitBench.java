package io.skerry.bench.gateway;

import io.skerry.bench.Stacks;
import io.skerry.bench.reload.SampleSnapshot;
import io.skerry.cli.local.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How exactly splits are kept: requests of many users over HTTP to two real agents that reload
/// five times a second, every user to both of them and twice. Beside nginx, whose `split_clients`
/// does the same for one configuration that never changes.
public final class SplitBench {

  private static final int NODES = 2;
  private static final int TIMES = 2;
  private static final int CONNECTIONS = 4;
  private static final int RELOADS_PER_SECOND = 5;
  private static final int MOST_RELOADS = 3_000;
  private static final int ENTRIES = 10;
  private static final String NGINX = "nginx";

  private final Path folder;
  private final int users;

  private SplitBench(Path folder, int requests) {
    this.folder = folder;
    this.users = Math.max(1, requests / (NODES * TIMES * SplitCase.ALL.size()));
  }

  /// @param requests to all nodes together
  public static void run(int requests) throws Exception {
    new SplitBench(Stacks.folder("split"), requests).run();
  }

  private void run() throws Exception {
    SplitTally nodes = new SplitTally(users);
    SplitTally nginx = new SplitTally(users);
    double seconds = ofNodes(nodes);
    ofNginx(nginx);
    report(nodes, nginx, seconds);
  }

  private double ofNodes(SplitTally tally) throws Exception {
    int upstream = Ports.unused();
    GatewayAgent agent = GatewayAgent.trained(folder);
    try (Editions.Store store = Editions.Store.start(Stacks.etcd(), folder);
        Contestant answering =
            Contestant.nginx(
                "upstream", Configs.upstream(folder.resolve("upstream"), upstream), upstream)) {
      SampleSnapshot first = snapshot(answering.address(), 0);
      store.publish(first);
      Editions editions =
          Editions.of(edition -> snapshot(answering.address(), edition), MOST_RELOADS);
      try (Contestant one = started(agent, first, store, 1);
          Contestant two = started(agent, first, store, 2);
          Editions.Stream reloads = editions.stream(store, RELOADS_PER_SECOND)) {
        long begun = System.nanoTime();
        drive(List.of(new Driven("node 1", one.port()), new Driven("node 2", two.port())), tally);
        reloads.orThrow();
        return (System.nanoTime() - begun) / 1e9;
      }
    }
  }

  private void ofNginx(SplitTally tally) throws Exception {
    int port = Ports.unused();
    Path settings = Configs.nginxSplits(folder.resolve(NGINX), port, SplitCase.ALL);
    try (Contestant nginx = Contestant.nginx(NGINX, settings, port)) {
      drive(List.of(new Driven(NGINX, nginx.port())), tally);
    }
  }

  private record Driven(String name, int port) {}

  private void drive(List<Driven> servers, SplitTally tally) throws Exception {
    List<Future<?>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (Driven server : servers) {
        for (int i = 0; i < CONNECTIONS; i++) {
          int client = i;
          clients.add(
              threads.submit(
                  () -> {
                    ask(server, client, tally);
                    return client;
                  }));
        }
      }
      for (Future<?> client : clients) {
        var _ = client.get();
      }
    }
  }

  private void ask(Driven server, int client, SplitTally tally) throws IOException {
    KeptConnection connection = new KeptConnection(server.port());
    try {
      for (int user = client; user < TIMES * users; user += CONNECTIONS) {
        for (SplitCase split : SplitCase.ALL) {
          try {
            tally.answered(
                server.name(),
                split,
                user % users,
                connection.exchange(request(split, user % users)));
          } catch (IOException failed) {
            tally.failed();
            connection.close();
            connection = new KeptConnection(server.port());
          }
        }
      }
    } finally {
      connection.close();
    }
  }

  private static byte[] request(SplitCase split, int user) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nx-user-id: user-%d\r\n\r\n"
        .formatted(split.path(), user)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private Contestant started(
      GatewayAgent agent, SampleSnapshot first, Editions.Store store, int number)
      throws IOException, InterruptedException {
    Path data = folder.resolve("node-" + number);
    first.persist(data, SampleSnapshot.NODE, store.url());
    return agent.start(data, Ports.unused());
  }

  private static SampleSnapshot snapshot(String upstream, int edition) {
    SampleSnapshot snapshot = SampleSnapshot.of(ENTRIES, edition);
    for (SplitCase split : SplitCase.ALL) {
      snapshot =
          snapshot
              .withService(split.service(), split.document(upstream))
              .withSplit(split.service(), split.split());
    }
    return snapshot;
  }

  private void report(SplitTally nodes, SplitTally nginx, double seconds) {
    long all = 0;
    System.out.printf(
        "%n%-10s %8s %9s %9s %9s %14s %18s%n",
        "split", "wanted %", "node 1 %", "node 2 %", "nginx %", "2 std. dev. %", "changed version");
    for (SplitCase split : SplitCase.ALL) {
      long drawn = split.sticky() ? users : nodes.requests("node 1", split);
      double share = split.percent() / 100.0;
      System.out.printf(
          "%-10s %8d %9.3f %9.3f %9.3f %14.3f %18s%n",
          split.service(),
          split.percent(),
          nodes.percent("node 1", split),
          nodes.percent("node 2", split),
          nginx.percent(NGINX, split),
          200 * Math.sqrt(share * (1 - share) / drawn),
          split.sticky() ? nodes.changed(split) : "-");
      all += nodes.requests("node 1", split) + nodes.requests("node 2", split);
    }
    System.out.printf(
        "%n%,d requests of %,d users to %d nodes in %.0f s, each user to both and %d times; %d failed, %d snapshots (nginx: %d failed)%n",
        all, users, NODES, seconds, TIMES, nodes.failures(), nodes.snapshots(), nginx.failures());
  }
}
