package io.skerry.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Remembers a process across the life of its starter. The start time tells it from another process
/// that got the same id later.
///
/// @param pid the process id
/// @param startedAt when the process started; [Instant#EPOCH] when the system does not tell
record PidFile(long pid, Instant startedAt) {
  /// Systems compute start times from a boot time that they may adjust a little.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /// Of a process that runs.
  static PidFile of(ProcessHandle process) {
    return new PidFile(process.pid(), startOf(process));
  }

  /// What the file says; nothing when there is none or it makes no sense.
  static Optional<PidFile> read(Path file) {
    try {
      String[] fields = Files.readString(file).strip().split(" ", -1);
      return Optional.of(
          new PidFile(Long.parseLong(fields[0]), Instant.ofEpochMilli(Long.parseLong(fields[1]))));
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException unreadable) {
      return Optional.empty();
    }
  }

  /// Writes the file.
  void write(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, pid + " " + startedAt.toEpochMilli() + "\n");
  }

  /// The process, if it still runs.
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                Duration.between(startOf(process), startedAt).abs().compareTo(TOLERANCE) <= 0);
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
