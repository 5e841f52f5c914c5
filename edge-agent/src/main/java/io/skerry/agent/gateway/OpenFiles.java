package io.skerry.agent.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How many files this process may have open.
final class OpenFiles {

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String NAME = "Max open files";

  private OpenFiles() {}

  /// The limit that holds now; very many where the system does not tell.
  static long most() {
    try {
      return Files.readAllLines(LIMITS).stream()
          .filter(line -> line.startsWith(NAME))
          .map(line -> List.of(line.substring(NAME.length()).strip().split("\\s+")).getFirst())
          .filter(text -> text.matches("[0-9]{1,18}"))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(Integer.MAX_VALUE);
    } catch (IOException elsewhere) {
      return Integer.MAX_VALUE;
    }
  }
}
