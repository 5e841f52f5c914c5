package io.skerry.agent.logs;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Collects the newest lines of a window, from the newest back, until there are enough. Lines are
/// in the order of their times, give or take what happened at once. Used by one thread.
final class LogWindow {

  /// All lines together, in bytes; with their quotes they fit into what the control plane takes.
  static final int MOST_BYTES = 384 * 1024;

  private final LogWish wish;
  private final Deque<String> lines = new ArrayDeque<>();
  private int bytes;
  private boolean truncated;

  LogWindow(LogWish wish) {
    this.wish = wish;
  }

  /// Looks through a file, of which every line is older than those of the file before.
  ///
  /// @return whether an older file can add anything
  boolean addFile(byte[] file) {
    int end = file.length;
    while (end > 0) {
      int begin = beginOfLine(file, end - 1);
      String line = new String(file, begin, end - begin, StandardCharsets.US_ASCII).strip();
      end = begin;
      if (!line.isEmpty() && !add(line)) {
        return false;
      }
    }
    return true;
  }

  /// Oldest first.
  List<String> lines() {
    return List.copyOf(lines);
  }

  /// Whether older lines of the window were left out.
  boolean isTruncated() {
    return truncated;
  }

  private boolean add(String line) {
    Instant at = timeOf(line);
    if (at.isBefore(wish.from())) {
      return false;
    }
    if (at.isAfter(wish.to())) {
      return true;
    }
    if (lines.size() == wish.limit() || bytes + line.length() > MOST_BYTES) {
      truncated = true;
      return false;
    }
    bytes += line.length();
    lines.addFirst(line);
    return true;
  }

  /// A line that was torn by a crash has no time; it is passed over as one of after the window.
  private static Instant timeOf(String line) {
    try {
      int space = line.indexOf(' ');
      return Instant.parse(space < 0 ? line : line.substring(0, space));
    } catch (DateTimeException torn) {
      return Instant.MAX;
    }
  }

  private static int beginOfLine(byte[] file, int last) {
    int at = last;
    while (at > 0 && file[at - 1] != '\n') {
      at--;
    }
    return at;
  }
}
