package io.skerry.cli.rest;

import java.time.Duration;

/// How often in a row a server may fail to answer before a command that follows it gives up: about
/// two minutes, with pauses that double. For one thread.
public final class Patience {
  private static final int MAX_FAILURES = 16;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private int failures;

  /// The server answered.
  public void restore() {
    failures = 0;
  }

  /// Takes one more failure; throws it when it is one too many.
  public void spend(ApiException.Unreachable failure) {
    failures++;
    if (failures >= MAX_FAILURES) {
      throw failure;
    }
  }

  /// How long to wait before the next try.
  public Duration pause() {
    Duration wanted = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
    return wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
  }
}
