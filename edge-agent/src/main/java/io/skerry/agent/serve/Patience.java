package io.skerry.agent.serve;

import io.skerry.schema.model.Digest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a reader waits for: `?since=DIGEST&wait=30s`.
///
/// @param since the snapshot that it has
/// @param longest how long it waits for another one
record Patience(Digest since, Duration longest) {

  static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,2})s?");

  /// Reads it; empty when the reader does not wait.
  ///
  /// @throws IllegalArgumentException saying which parameter is wrong and what would be right
  static Optional<Patience> of(Map<String, String> query) {
    String since = query.getOrDefault("since", "");
    String wait = query.getOrDefault("wait", "0s");
    if (since.isEmpty()) {
      if (query.containsKey("wait")) {
        throw new IllegalArgumentException("wait needs since: the snapshot that you have");
      }
      return Optional.empty();
    }
    if (!Digest.isValid(since)) {
      throw new IllegalArgumentException("since must be a snapshot's 64 hex digits");
    }
    Matcher seconds = SECONDS.matcher(wait);
    if (!seconds.matches() || Integer.parseInt(seconds.group(1)) > LONGEST.toSeconds()) {
      throw new IllegalArgumentException("wait must look like 30s and be at most 60s");
    }
    Duration time = Duration.ofSeconds(Integer.parseInt(seconds.group(1)));
    return Optional.of(new Patience(new Digest(since), time));
  }
}
