package io.skerry.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Keeps logs from growing without end.
final class Logs {
  private static final long MAX_BYTES = 16L << 20;

  private Logs() {}

  /// The same file, moved aside first if it is large; one older file is kept.
  static Path rotated(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > MAX_BYTES) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }
}
