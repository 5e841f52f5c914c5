package io.skerry.cli.rollout;

import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rollout.view.RolloutView;
import io.skerry.cli.shell.Shell;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows a rollout as it goes, until it ends.
@Command(
    name = "watch",
    description =
        "Show a rollout as it goes. Exits with 0 when it succeeded, with 1 when it stopped.")
public final class RolloutWatchCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "NAME", description = "The rollout, or kind/name of a resource.")
  private String name = "";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "24h",
      converter = DurationConverter.class,
      description = "How long at most, such as 90s or 10m (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofDays(1);

  /// Runs in this shell.
  public RolloutWatchCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiClient client = server.connect(shell);
    RolloutView found = new RolloutFinder(client).find(name);
    RolloutRef rollout = new RolloutRef(found.tenant(), found.name());
    return new Following(shell, client, timeout).until(List.of(rollout)).number();
  }
}
