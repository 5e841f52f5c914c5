package io.skerry.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiException;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.shell.Shell;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Tells whether the local stack runs, part by part. Fails when any part does not.
@Command(
    name = "status",
    description = "Tell what of the local stack runs; exits with 1 unless all of it does.")
public final class StatusCommand implements Callable<Integer> {
  private final Shell shell;

  /// Runs in this shell.
  public StatusCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Optional<StackState> running = StackState.running(StackFolder.of(shell).layout());
    if (running.isEmpty()) {
      shell.terminal().line("Skerry is not running; start it with ./skerry up");
      return 1;
    }
    StackState state = running.get();
    shell
        .terminal()
        .line(
            "Skerry is %s (pid %d)"
                .formatted(
                    state.phase().name().toLowerCase(Locale.ROOT), state.supervisor().pid()));
    Summary.parts(shell.terminal(), state);
    shell.terminal().line(nodes(state));
    return state.parts().stream().allMatch(StackState.PartState::isAlive) ? 0 : 1;
  }

  private static String nodes(StackState state) {
    try {
      ApiClient client = new ApiClient(URI.create(state.rest()), Duration.ofSeconds(5));
      JsonNode totals = client.call(ApiRequest.get("/api/v1/topology")).path("totals");
      return totals.path("ready").asInt() + " of " + totals.path("nodes").asInt() + " nodes ready";
    } catch (ApiException notNow) {
      return "the control plane does not answer: " + notNow.getMessage();
    }
  }
}
