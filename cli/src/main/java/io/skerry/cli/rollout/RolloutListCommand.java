package io.skerry.cli.rollout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.kind.Columns;
import io.skerry.cli.kind.KindName;
import io.skerry.cli.output.WideOutputOption;
import io.skerry.cli.print.Cell;
import io.skerry.cli.rollout.view.RolloutView;
import io.skerry.cli.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists rollouts, the newest first.
@Command(name = "list", description = "List rollouts, the newest first.")
public final class RolloutListCommand implements Runnable {

  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--active", description = "Only those that may still go on.")
  private boolean active;

  @Mixin private WideOutputOption output = new WideOutputOption();

  /// Runs in this shell.
  public RolloutListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    List<RolloutView> rollouts =
        new RolloutFinder(server.connect(shell))
            .all().stream()
                .filter(rollout -> !active || rollout.phase().isActive() || isReturning(rollout))
                .toList();
    if (!output.wroteDocument(document(rollouts), shell)) {
      table(rollouts, output.isWide() ? Columns.Detail.WIDE : Columns.Detail.NARROW);
    }
  }

  /// Nodes still move, if backwards.
  private static boolean isReturning(RolloutView rollout) {
    return switch (rollout.phase()) {
      case ROLLING_BACK -> true;
      case PENDING, PROGRESSING, BAKING, AWAITING_APPROVAL, PAUSED, HELD, OTHER -> false;
      case ROLLED_BACK, ABORTED, SUCCEEDED, SUPERSEDED -> false;
    };
  }

  private void table(List<RolloutView> rollouts, Columns.Detail detail) {
    if (rollouts.isEmpty()) {
      shell.terminal().note("none found");
      return;
    }
    Columns columns = Columns.of(KindName.ROLLOUT, detail, false);
    List<String> names = ShortNames.of(rollouts.stream().map(RolloutView::name).toList());
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < rollouts.size(); i++) {
      List<Cell> row =
          new ArrayList<>(columns.row(rollouts.get(i).document(), shell.clock().instant()));
      row.set(0, Cell.of(names.get(i)));
      rows.add(row);
    }
    shell.terminal().table(columns.titles(), rows);
  }

  private static ObjectNode document(List<RolloutView> rollouts) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("apiVersion", "skerry/v1").put("kind", "RolloutList");
    list.putArray("items").addAll(rollouts.stream().map(RolloutView::document).toList());
    return list;
  }
}
