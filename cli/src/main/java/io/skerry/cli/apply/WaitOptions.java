package io.skerry.cli.apply;

import io.skerry.cli.rollout.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.Option;

/// The options about staying until a change has arrived.
final class WaitOptions {
  @Option(
      names = "--wait",
      description =
          "Follow the rollouts that this starts until they end; exits with 1 unless all succeed.")
  boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "1h",
      converter = DurationConverter.class,
      description = "How long to wait, such as 90s or 10m (default: ${DEFAULT-VALUE}).")
  Duration timeout = Duration.ofHours(1);
}
