package io.skerry.cli.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Issues the token with which a node joins, once.
@Command(name = "token", description = "Issue a token with which the node can join once.")
public final class NodeTokenCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "NAME", description = "The node; it must have been declared.")
  private String name = "";

  /// Runs in this shell.
  public NodeTokenCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    JsonNode answer =
        server.connect(shell).call(ApiRequest.post("/api/v1/nodes/" + name + "/join-token"));
    shell.terminal().line(answer.path("token").asText());
    shell.terminal().note("valid once, until " + answer.path("expiresAt").asText());
  }
}
