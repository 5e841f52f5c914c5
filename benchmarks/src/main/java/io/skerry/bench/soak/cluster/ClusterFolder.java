package io.skerry.bench.soak.cluster;

import io.skerry.cli.local.Folders;
import io.skerry.cli.local.StackLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The folder of a cluster.
final class ClusterFolder {

  private ClusterFolder() {}

  /// Deletes what a cluster stored and logged, but not what it can use again.
  static void clear(StackLayout layout) throws IOException {
    for (Path part :
        List.of(
            layout.etcdData(),
            layout.postgresData(),
            layout.agents(),
            layout.run(),
            layout.logs())) {
      Folders.delete(part);
    }
  }
}
