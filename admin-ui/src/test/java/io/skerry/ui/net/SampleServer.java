package io.skerry.ui.net;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/// Serves a made-up fleet, for trying the console without a control plane. Arguments: port, cells,
/// nodes, `calm` or `troubled`. Runs until it is killed.
public final class SampleServer {

  private SampleServer() {}

  /// The program.
  public static void main(String[] args) throws IOException, InterruptedException {
    int cells = Integer.parseInt(args[1]);
    int nodes = Integer.parseInt(args[2]);
    Instant now = Instant.now();
    SampleFleet fleet =
        args[3].equals("calm")
            ? SampleFleet.calm(cells, nodes, now)
            : SampleFleet.troubled(cells, nodes, now);
    try (var server = new StubServer(Integer.parseInt(args[0]))) {
      server.document("/api/v1/topology", SampleFleet.topology());
      boolean offline = args[3].equals("offline");
      for (int i = 0; i < 100; i++) {
        server.next(offline ? fleet.listing().broken() : fleet.listing());
        if (offline) {
          server.next(StubServer.Script.unavailable());
          server.next(StubServer.Script.unavailable());
          server.next(StubServer.Script.unavailable());
        }
      }
      new CountDownLatch(1).await();
    }
  }
}
