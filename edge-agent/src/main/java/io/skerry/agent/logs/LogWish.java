package io.skerry.agent.logs;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which lines somebody wants.
///
/// @param id names the wish
/// @param from the beginning of the window
/// @param to its end
/// @param limit of lines
record LogWish(String id, Instant from, Instant to, int limit) {

  static final int MOST_LINES = 1_000;

  private static final int WORDS = 4;

  /// Reads `ID FROM TO LIMIT`; empty when it is something else.
  static Optional<LogWish> parse(String text) {
    List<String> words = List.of(text.split(" ", -1));
    try {
      return words.size() == WORDS && !words.getFirst().isEmpty()
          ? Optional.of(
              new LogWish(
                  words.getFirst(),
                  Instant.parse(words.get(1)),
                  Instant.parse(words.get(2)),
                  Math.clamp(Long.parseLong(words.get(3)), 1, MOST_LINES)))
          : Optional.empty();
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
