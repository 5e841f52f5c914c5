package io.skerry.bench.soak;

import io.skerry.bench.soak.cluster.Cluster;
import io.skerry.bench.soak.cluster.Rest;
import java.util.List;

/// The control planes as one client uses them: one at a time, the next when that one fails. For one
/// thread.
final class Replicas {

  private final List<Rest> all;
  private int current;

  Replicas(Cluster cluster, int first) {
    this.all = cluster.replicas().stream().map(cluster::rest).toList();
    this.current = first % all.size();
  }

  Rest current() {
    return all.get(current);
  }

  void next() {
    current = (current + 1) % all.size();
  }
}
