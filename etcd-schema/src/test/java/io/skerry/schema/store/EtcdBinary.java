package io.skerry.schema.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The etcd program that tests run.
///
/// @param program the file
/// @param canSkipFsync whether it knows `--unsafe-no-fsync`, which came with 3.5
record EtcdBinary(Path program, boolean canSkipFsync) {

  private static final Pattern VERSION = Pattern.compile("etcd Version: (\\d+)\\.(\\d+)");

  /// Looks at `SKERRY_ETCD`, on the `PATH`, and in the project's cache, in this order.
  ///
  /// @throws IllegalStateException when there is none, saying how to get one
  static EtcdBinary find() {
    Path program =
        fromEnvironment()
            .or(EtcdBinary::fromPath)
            .or(EtcdBinary::fromCache)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no etcd found: run ./skerry test, which fetches one, or put etcd on the"
                            + " PATH, or set SKERRY_ETCD to its file"));
    return new EtcdBinary(program, canSkipFsync(program));
  }

  private static Optional<Path> fromEnvironment() {
    return Optional.ofNullable(System.getenv("SKERRY_ETCD")).map(Path::of);
  }

  private static Optional<Path> fromPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "etcd"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> fromCache() {
    return inCacheAbove(Path.of("").toAbsolutePath());
  }

  private static Optional<Path> inCacheAbove(Path folder) {
    return unpackedIn(folder.resolve(".skerry/cache"))
        .or(() -> Optional.ofNullable(folder.getParent()).flatMap(EtcdBinary::inCacheAbove));
  }

  private static Optional<Path> unpackedIn(Path cache) {
    if (!Files.isDirectory(cache)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(cache)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith("etcd"))
          .map(folder -> folder.resolve("usr/bin/etcd"))
          .filter(Files::isExecutable)
          .min(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean canSkipFsync(Path program) {
    try {
      Process process = new ProcessBuilder(program.toString(), "--version").start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher version = VERSION.matcher(text);
      return version.find()
          && (Integer.parseInt(version.group(1)) > 3 || Integer.parseInt(version.group(2)) >= 5);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The command line of a member.
  List<String> command(List<String> arguments) {
    Stream<String> always = Stream.of(program.toString(), "--logger=zap");
    Stream<String> faster = canSkipFsync ? Stream.of("--unsafe-no-fsync") : Stream.empty();
    return Stream.of(always, faster, arguments.stream()).flatMap(part -> part).toList();
  }
}
