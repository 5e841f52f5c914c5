package io.skerry.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Start-up caches of the JVM. The first process of a program records one, which is written when
/// that process ends; later ones start from it. A cache is bound to the jar it was recorded with.
///
/// @param folder where the caches are
record AotCache(Path folder) {

  /// The cache of a program.
  Path of(String program) {
    return folder.resolve(program + ".aot");
  }

  /// The flags for a JVM that runs this jar. `training` tells whether it may record.
  List<String> flags(Path jar, String program, Training training) {
    Path cache = of(program);
    if (isOf(jar, cache)) {
      return List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
    }
    return switch (training) {
      case NO -> List.of();
      case YES -> recording(cache);
    };
  }

  /// Whether a process may record.
  enum Training {
    YES,
    NO
  }

  private static List<String> recording(Path cache) {
    try {
      Files.deleteIfExists(cache);
      return List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=error", "-Xlog:cds=error");
    } catch (IOException notWritable) {
      return List.of();
    }
  }

  /// Whether the cache was recorded with this jar.
  static boolean isOf(Path jar, Path cache) {
    try {
      return Files.exists(cache)
          && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) > 0;
    } catch (IOException gone) {
      return false;
    }
  }
}
