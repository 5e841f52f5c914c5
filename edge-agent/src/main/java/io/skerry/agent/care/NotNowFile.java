package io.skerry.agent.care;

import io.skerry.agent.observe.StatusBoard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// How programs of the machine ask that the node is not changed now: while the file is there, with
/// its first line as the reason. The wish is renewed as long as the agent sees the file, and ends
/// by itself soon after the agent does. Who may write the file may ask. Used by one thread.
public final class NotNowFile {

  /// Its name in the agent's data folder.
  public static final String NAME = "not-now";

  /// How long a wish lasts that is not renewed.
  static final Duration LASTS = Duration.ofMinutes(10);

  private static final int MOST = 1024;

  private final Path file;
  private final StatusBoard board;
  private final InstantSource clock;
  private Optional<Wish> told = Optional.empty();

  /// @param until when it ends unless it is renewed
  private record Wish(String reason, Instant until) {}

  /// @param folder the agent's data
  /// @param board is told
  /// @param clock the node's
  public NotNowFile(Path folder, StatusBoard board, InstantSource clock) {
    this.file = folder.resolve(NAME);
    this.board = board;
    this.clock = clock;
  }

  /// Looks at the file, and tells the board what changed.
  public void look() {
    Optional<String> reason = reason();
    if (reason.isEmpty()) {
      told.ifPresent(_ -> board.allowChanges());
      told = Optional.empty();
    } else if (!isToldForLong(reason.get())) {
      Wish wish = new Wish(reason.get(), clock.instant().plus(LASTS));
      board.deferChanges(wish.until(), wish.reason());
      told = Optional.of(wish);
    }
  }

  private boolean isToldForLong(String reason) {
    Instant now = clock.instant();
    return told.filter(it -> it.reason().equals(reason))
        .map(it -> Duration.between(now, it.until()))
        .filter(left -> left.compareTo(LASTS.dividedBy(2)) > 0 && left.compareTo(LASTS) <= 0)
        .isPresent();
  }

  /// A file that cannot be read is there all the same.
  private Optional<String> reason() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
      return Optional.of(text.lines().findFirst().orElse("").strip());
    } catch (IOException e) {
      return Optional.of("");
    }
  }
}
