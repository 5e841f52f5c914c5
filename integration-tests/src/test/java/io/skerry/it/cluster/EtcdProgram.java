package io.skerry.it.cluster;

import io.skerry.it.canary.Checkout;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The etcd program that tests run.
public final class EtcdProgram {

  private EtcdProgram() {}

  /// Looks at `SKERRY_ETCD`, on the `PATH`, and in the project's cache, in this order.
  ///
  /// @throws IllegalStateException when there is none, saying how to get one
  public static Path find() {
    Optional<Path> named = Optional.ofNullable(System.getenv("SKERRY_ETCD")).map(Path::of);
    return named
        .or(EtcdProgram::onPath)
        .or(
            () ->
                Optional.of(Checkout.root().resolve(".skerry/cache/etcd/usr/bin/etcd"))
                    .filter(Files::isExecutable))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no etcd found: run ./skerry test, which fetches one, or set SKERRY_ETCD"));
  }

  private static Optional<Path> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "etcd"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
