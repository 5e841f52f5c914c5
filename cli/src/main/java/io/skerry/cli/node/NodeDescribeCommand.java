package io.skerry.cli.node;

import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.get.Describing;
import io.skerry.cli.kind.KindName;
import io.skerry.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Tells everything about one node: the same as `describe node`, where people look for it first.
@Command(
    name = "describe",
    description = "Tell everything about a node, with its traffic and its recent changes.")
public final class NodeDescribeCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "NAME", description = "The node.")
  private String name = "";

  /// Runs in this shell.
  public NodeDescribeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    new Describing(shell, server.connect(shell)).tell(KindName.NODE, "", name);
  }
}
