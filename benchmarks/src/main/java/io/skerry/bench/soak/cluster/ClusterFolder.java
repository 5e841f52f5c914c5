package io.skerry.bench.soak.cluster;

import io.skerry.cli.local.StackLayout;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
      delete(part);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
