package io.skerry.cli.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.context.TenantOption;
import io.skerry.cli.kind.Columns;
import io.skerry.cli.kind.KindName;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.rollout.RolloutFinder;
import io.skerry.cli.rollout.view.RolloutView;
import io.skerry.cli.shell.CommandException;
import io.skerry.cli.shell.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows resources of one kind.
@Command(
    name = "get",
    description = "Show resources of a kind, or one of them; -w follows changes.")
public final class GetCommand implements Callable<Integer> {

  /// The forms of output, as typed.
  enum Output {
    table,
    wide,
    yaml,
    json
  }

  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "The kind, such as nodes, policy or po.")
  private String kind = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "One resource.")
  private String name = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output = Output.table;

  @Option(
      names = {"-w", "--watch"},
      description = "Go on showing changes until interrupted.")
  private boolean watch;

  @Option(
      names = {"-l", "--labels"},
      paramLabel = "KEY=VALUE,...",
      description = "Only resources with these labels.")
  private String labels = "";

  @Option(
      names = "--where",
      paramLabel = "CEL",
      description = "Only resources this condition holds for.")
  private String where = "";

  @Option(
      names = "--drift",
      description = "Only nodes that run something else than they must, with what and why.")
  private boolean drift;

  @Mixin private TenantOption tenant = new TenantOption();

  @Option(
      names = {"-A", "--all-tenants"},
      description = "The resources of every tenant.")
  private boolean allTenants;

  /// Runs in this shell.
  public GetCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    KindName wanted = KindName.typed(kind);
    if (drift && (wanted != KindName.NODE || !name.isEmpty())) {
      throw CommandException.usage("--drift lists nodes: skerry get nodes --drift");
    }
    ApiClient client = server.connect(shell);
    Selection selection = selection(wanted, client);
    Printer printer = printer(selection.kind());
    if (selection.isOne() && !watch) {
      JsonNode one = client.call(ApiRequest.get(selection.path()));
      printer.all(new Listing(List.of(one), ""), one);
      return 0;
    }
    Listing listing = Listing.fetch(client, selection);
    printer.all(listing, listing.document(selection, JsonNodeFactory.instance.objectNode()));
    if (watch) {
      new Watching(shell, client, selection, printer).follow(listing);
    }
    return 0;
  }

  private Selection selection(KindName wanted, ApiClient client) {
    Selection.Standing standing = drift ? Selection.Standing.DRIFTING : Selection.Standing.ANY;
    if (wanted == KindName.ROLLOUT && !name.isEmpty()) {
      RolloutView found = new RolloutFinder(client).find(name);
      return new Selection(wanted, found.name(), found.tenant(), labels, where, standing);
    }
    return new Selection(wanted, name, allTenants ? "" : tenant.name(), labels, where, standing);
  }

  private Printer printer(KindName wanted) {
    return switch (output) {
      case table ->
          new Printer.AsTable(
              shell,
              drift ? Columns.ofDrift() : Columns.of(wanted, Columns.Detail.NARROW, allTenants));
      case wide -> new Printer.AsTable(shell, Columns.of(wanted, Columns.Detail.WIDE, allTenants));
      case yaml -> new Printer.AsDocuments(shell, Printer.AsDocuments.Format.YAML);
      case json -> new Printer.AsDocuments(shell, Printer.AsDocuments.Format.JSON);
    };
  }
}
