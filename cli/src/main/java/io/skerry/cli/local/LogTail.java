package io.skerry.cli.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Passes on the lines that are added to a file. Safe for use by several threads.
final class LogTail {
  private final Path file;
  private final Progress progress;
  private long position;

  LogTail(Path file, Progress progress) {
    this.file = file;
    this.progress = progress;
  }

  /// Passes on only what is added from now on.
  static LogTail atEnd(Path file, Progress progress) {
    LogTail tail = new LogTail(file, progress);
    tail.position = file.toFile().length();
    return tail;
  }

  /// Who hears the lines.
  Progress progress() {
    return progress;
  }

  /// Passes on what is new since the last call, whole lines only.
  synchronized void copy() {
    try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
      reader.seek(position);
      byte[] added = new byte[(int) Math.min(reader.length() - position, 1 << 20)];
      reader.readFully(added);
      int end = lastNewline(added);
      if (end >= 0) {
        position += end + 1;
        new String(added, 0, end, StandardCharsets.UTF_8).lines().forEach(progress::say);
      }
    } catch (IOException notYet) {
      // The file comes with the first line.
    }
  }

  private static int lastNewline(byte[] bytes) {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
