package io.skerry.ui.net;

import io.skerry.ui.state.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A made-up fleet of any size: cells in real regions, nodes around them, a given mix of trouble.
/// The same arguments give the same fleet.
public final class SampleFleet {

  private static final List<Site> SITES =
      List.of(
          new Site("aws", "us-east-1", "Ashburn", 39.0, -77.5),
          new Site("azure", "westeurope", "Amsterdam", 52.4, 4.9),
          new Site("gcp", "asia-east1", "Changhua", 24.1, 120.5),
          new Site("aws", "us-west-2", "Portland", 45.5, -122.7),
          new Site("aws", "sa-east-1", "São Paulo", -23.5, -46.6),
          new Site("aws", "ap-southeast-2", "Sydney", -33.9, 151.2),
          new Site("aws", "af-south-1", "Cape Town", -33.9, 18.4),
          new Site("azure", "northeurope", "Dublin", 53.3, -6.3),
          new Site("azure", "japaneast", "Tokyo", 35.7, 139.7),
          new Site("azure", "centralindia", "Pune", 18.5, 73.9),
          new Site("gcp", "us-central1", "Council Bluffs", 41.3, -95.9),
          new Site("gcp", "europe-west1", "Mons", 50.5, 3.9),
          new Site("gcp", "southamerica-west1", "Santiago", -33.4, -70.7),
          new Site("onprem", "zurich", "Zürich", 47.4, 8.5));

  private final Random random = new Random(42);
  private final Instant now;
  private final List<String> cells = new ArrayList<>();
  private final List<String> nodes = new ArrayList<>();

  private record Site(String cloud, String region, String city, double lat, double lon) {}

  private SampleFleet(Instant now) {
    this.now = now;
  }

  /// A fleet where every node is ready.
  public static SampleFleet calm(int cells, int nodes, Instant now) {
    var fleet = new SampleFleet(now);
    fleet.build(cells, nodes, false);
    return fleet;
  }

  /// A fleet with some of every trouble.
  public static SampleFleet troubled(int cells, int nodes, Instant now) {
    var fleet = new SampleFleet(now);
    fleet.build(cells, nodes, true);
    return fleet;
  }

  private void build(int cellCount, int nodeCount, boolean trouble) {
    for (int i = 0; i < cellCount; i++) {
      Site site = SITES.get(i % SITES.size());
      cells.add(Wire.cell(cellName(i), site.cloud(), site.region(), site.lat(), site.lon()));
    }
    for (int i = 0; i < nodeCount; i++) {
      int cell = i % cellCount;
      nodes.add(node(i, cell, trouble ? stateOf(i, cell, nodeCount) : NodeState.READY));
    }
  }

  private static String cellName(int index) {
    Site site = SITES.get(index % SITES.size());
    String turn = index < SITES.size() ? "" : "-" + (index / SITES.size() + 1);
    return site.cloud() + "-" + site.region() + turn;
  }

  private NodeState stateOf(int index, int cell, int nodeCount) {
    if (nodeCount < 20) {
      return NodeState.bySeverity().get(index % 6);
    }
    if (cell == 2 && index % 3 == 0) {
      return NodeState.DEGRADED;
    }
    int dice = random.nextInt(1000);
    if (dice < 12) {
      return NodeState.LOST;
    }
    if (dice < 22) {
      return NodeState.STALE;
    }
    if (dice < 30) {
      return NodeState.PENDING;
    }
    return dice < 110 ? NodeState.UPDATING : NodeState.READY;
  }

  private String node(int index, int cell, NodeState state) {
    Site site = SITES.get(cell % SITES.size());
    double lat = site.lat() + random.nextGaussian() * 1.1;
    double lon = site.lon() + random.nextGaussian() * 1.4;
    String name =
        "%s-%04d"
            .formatted(
                site.city()
                    .substring(0, 3)
                    .toLowerCase(java.util.Locale.ROOT)
                    .replace("ã", "a")
                    .replace("ü", "u"),
                index);
    Instant since = now.minus(Duration.ofSeconds(20 + random.nextInt(9000)));
    return Wire.node(name, cellName(cell), state, reason(state))
        .replace(
            "\"mode\"",
            String.format(
                java.util.Locale.ROOT,
                "\"location\":{\"city\":\"%s\",\"lat\":%.3f,\"lon\":%.3f},\"mode\"",
                site.city(),
                lat,
                lon))
        .replace("\"since\":\"2026-11-20T11:00:00Z\"", "\"since\":\"" + since + "\"")
        .replace(
            "\"lastHeard\":\"2026-11-20T11:00:05Z\"",
            "\"lastHeard\":\"" + now.minusSeconds(random.nextInt(9)) + "\"");
  }

  private static String reason(NodeState state) {
    return switch (state) {
      case READY -> "";
      case UPDATING -> "waiting for the node to apply generation 4";
      case DEGRADED -> "refused generation 4: digest-mismatch in blob 3fa9c2d1";
      case STALE -> "cut off from the store; it serves generation 4";
      case LOST -> "not heard for three heartbeats";
      case PENDING -> "never enrolled";
    };
  }

  /// The whole fleet as a listing, followed by a bookmark.
  public StubServer.Script listing() {
    var lines = new ArrayList<String>();
    cells.forEach(cell -> lines.add(Wire.event("added", 100, cell)));
    nodes.forEach(node -> lines.add(Wire.event("added", 100, node)));
    lines.add(Wire.bookmark(100));
    return new StubServer.Script(200, lines, true);
  }

  /// A topology answer that names the replica only.
  public static String topology() {
    return """
        {"revision":"100","replica":{"name":"cp-1","leader":true,"leaderName":"cp-1"},"totals":{"nodes":0},"clouds":[]}""";
  }

  /// What an update changes, for one node.
  public static String difference() {
    return """
        {"added":["policy/us-east-1/asr/cache"],"removed":[],"changed":[{"name":"policy/us-east-1/asr/rate-limit","from":"a","to":"b"}]}""";
  }
}
