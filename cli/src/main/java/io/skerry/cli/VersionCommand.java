package io.skerry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiException;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Tells versions, and whether the control plane answers.
@Command(name = "version", description = "Tell the version, and whether the control plane answers.")
final class VersionCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  VersionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    ApiClient client = server.connect(shell);
    shell.terminal().line("client  " + Version.current());
    shell.terminal().line("server  " + client.server() + "  " + state(client));
  }

  private static String state(ApiClient client) {
    try {
      JsonNode replica = client.call(ApiRequest.get("/api/v1/topology")).path("replica");
      return "replica "
          + replica.path("name").asText("?")
          + ", leader "
          + replica.path("leaderName").asText("?");
    } catch (ApiException.Unreachable gone) {
      return "unreachable";
    } catch (ApiException failed) {
      return String.valueOf(failed.getMessage());
    }
  }
}
