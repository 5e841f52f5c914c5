package io.skerry.cli.notification;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.document.Yaml;
import io.skerry.cli.output.OutputOption;
import io.skerry.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows one message whole.
@Command(
    name = "show",
    description = "Show one message whole: what is posted, and how far it came.")
public final class NotificationsShowCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "ID", description = "The message.")
  private String id = "";

  @Mixin private OutputOption output = new OutputOption();

  /// Runs in this shell.
  public NotificationsShowCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    JsonNode message = server.connect(shell).call(Messages.one(id));
    if (!output.wroteDocument(message, shell)) {
      shell.terminal().line(Yaml.dump(message).stripTrailing());
    }
  }
}
