package io.skerry.cli.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.print.Cell;
import io.skerry.cli.rollout.view.Counts;
import io.skerry.cli.rollout.view.RolloutPhase;
import io.skerry.cli.rollout.view.RolloutView;
import io.skerry.cli.rollout.view.WaveView;
import java.util.List;
import java.util.function.Function;

/// What a table shows of rollouts.
final class RolloutColumns {
  private RolloutColumns() {}

  static List<Column> narrow(Column age) {
    return List.of(
        column("resources", RolloutColumns::resources),
        column("strategy", RolloutView::strategy),
        new Column("phase", (rollout, now) -> phase(rollout)),
        column("wave", RolloutColumns::wave),
        column("reachable", rollout -> updated(rollout, Counts::reachable)),
        column("all", rollout -> updated(rollout, Counts::members)),
        age,
        column("reason", RolloutView::reason));
  }

  static List<Column> wide() {
    return List.of(
        column("author", RolloutView::author),
        column("updating", rollout -> String.valueOf(rollout.counts().updating())),
        column("refused", rollout -> String.valueOf(rollout.counts().refused())),
        column("unreachable", rollout -> String.valueOf(rollout.counts().unreachable())),
        Column.age("in phase", "/status/since"),
        Column.digest("plan", "/status/plan"));
  }

  private static Column column(String title, Function<RolloutView, String> value) {
    return Column.text(title, document -> value.apply(new RolloutView(document)));
  }

  private static Cell phase(JsonNode document) {
    RolloutPhase phase = new RolloutView(document).phase();
    return new Cell(phase.words(), phase.style());
  }

  private static String resources(RolloutView rollout) {
    List<String> resources = rollout.resources();
    return switch (resources.size()) {
      case 0 -> "";
      case 1 -> resources.getFirst();
      default -> resources.getFirst() + " +" + (resources.size() - 1);
    };
  }

  private static String wave(RolloutView rollout) {
    List<WaveView> waves = rollout.waves();
    return waves.isEmpty()
        ? ""
        : rollout
            .currentWave()
            .map(wave -> wave.number() + "/" + waves.size() + " " + wave.name())
            .orElse("0/" + waves.size());
  }

  private static String updated(RolloutView rollout, Function<Counts, Integer> of) {
    Counts counts = rollout.counts();
    return counts.members() == 0 ? "" : counts.updated() + "/" + of.apply(counts);
  }
}
