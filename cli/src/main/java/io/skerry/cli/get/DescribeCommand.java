package io.skerry.cli.get;

import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.context.TenantOption;
import io.skerry.cli.kind.KindName;
import io.skerry.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Tells everything about one resource, with its recent changes.
@Command(
    name = "describe",
    description = "Tell everything about one resource, with its recent changes.")
public final class DescribeCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(index = "0", paramLabel = "KIND", description = "The kind, such as node or no.")
  private String kind = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "The resource.")
  private String name = "";

  @Mixin private TenantOption tenant = new TenantOption();

  /// Runs in this shell.
  public DescribeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    KindName wanted = KindName.typed(kind);
    new Describing(shell, server.connect(shell)).tell(wanted, tenant.name(), name);
  }
}
