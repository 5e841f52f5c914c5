package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.context.TenantOption;
import io.skerry.cli.kind.KindName;
import io.skerry.cli.print.Terminal;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Deletes resources by name, one after the other; stops at the first that is refused.
@Command(
    name = "delete",
    description = "Delete resources by name. Refused while others refer to them.")
public final class DeleteCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(index = "0", paramLabel = "KIND", description = "The kind, such as policy or po.")
  private String kind = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME", description = "The resources.")
  private List<String> names = new ArrayList<>();

  @Mixin private TenantOption tenant = new TenantOption();

  @Option(names = "--dry-run", description = "Say whether it would be refused; change nothing.")
  private boolean dryRun;

  /// Runs in this shell.
  public DeleteCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    KindName wanted = KindName.typed(kind);
    ApiClient client = server.connect(shell);
    for (String name : names) {
      JsonNode answer =
          client.call(ApiRequest.delete(wanted.itemPath(tenant.name(), name)).dryRunIf(dryRun));
      Terminal terminal = shell.terminal();
      terminal.line(wanted.singular() + "/" + name + " deleted" + (dryRun ? " (dry run)" : ""));
      StartedRollouts started = StartedRollouts.of(answer);
      started.lines(terminal).forEach(terminal::line);
      started.hints().forEach(terminal::note);
    }
  }
}
