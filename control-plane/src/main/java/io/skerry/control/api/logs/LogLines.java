package io.skerry.control.api.logs;

import java.util.List;

/// What a node sent of its request log.
///
/// @param lines oldest first
/// @param truncated whether the window has older lines that were left out
public record LogLines(List<String> lines, boolean truncated) {

  /// Copies the list.
  public LogLines {
    lines = List.copyOf(lines);
  }
}
