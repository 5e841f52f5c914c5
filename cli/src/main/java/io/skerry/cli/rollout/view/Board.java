package io.skerry.cli.rollout.view;

import io.skerry.cli.print.Ages;
import io.skerry.cli.print.Style;
import io.skerry.cli.print.Terminal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A rollout drawn: waves with bars, gates, nodes that fail.
///
/// @param terminal whose colours to use
/// @param now the moment that times are told for
public record Board(Terminal terminal, Instant now) {

  private static final int MOST_WAITING = 5;

  /// The lines, the most important first.
  public List<String> lines(RolloutView rollout) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(rollout));
    lines.add(standing(rollout));
    int name = rollout.waves().stream().mapToInt(wave -> wave.name().length()).max().orElse(0);
    rollout.waves().forEach(wave -> lines.add(wave(wave, rollout.phase(), name)));
    rollout.budget().ifPresent(budget -> lines.add("  budget   " + budget));
    rollout.traffic().ifPresent(traffic -> lines.add("  traffic  " + traffic.line()));
    rollout.currentWave().ifPresent(wave -> wave.gates().forEach(gate -> lines.add(gate(gate))));
    lines.addAll(waiting(rollout));
    rollout
        .failing()
        .forEach(
            node ->
                lines.add(
                    "  "
                        + terminal.styled(Style.BAD, "failing")
                        + "  "
                        + node.node()
                        + ": "
                        + node.reason()));
    return lines;
  }

  private List<String> waiting(RolloutView rollout) {
    List<String> lines = new ArrayList<>();
    for (RolloutView.Waiting node : rollout.waitingFor().stream().limit(MOST_WAITING).toList()) {
      lines.add(
          "  %s  %s: %s%s"
              .formatted(
                  terminal.styled(Style.BUSY, "waiting"),
                  node.node(),
                  node.reason(),
                  node.until().isEmpty() ? "" : ", until " + node.until()));
    }
    int more = rollout.busy() - lines.size();
    if (more > 0) {
      lines.add("  waiting  for %d more that are not to be changed now".formatted(more));
    }
    return lines;
  }

  private String heading(RolloutView rollout) {
    return "%s  %s  strategy %s%s, %s ago"
        .formatted(
            terminal.styled(Style.BOLD, rollout.name()),
            String.join(", ", rollout.resources()),
            rollout.strategy(),
            rollout.author().isEmpty() ? "" : ", by " + rollout.author(),
            Ages.since(rollout.createdAt(), now));
  }

  private String standing(RolloutView rollout) {
    Counts counts = rollout.counts();
    String reached =
        counts.members() == 0
            ? ""
            : ", on %d of %d reachable nodes, %d of all %d"
                .formatted(
                    counts.updated() - counts.unheard(),
                    counts.reachable(),
                    counts.updated(),
                    counts.members());
    return terminal.styled(rollout.phase().style(), rollout.phase().words())
        + " for "
        + Ages.since(rollout.since(), now)
        + reached
        + (rollout.reason().isEmpty() ? "" : ": " + rollout.reason());
  }

  private String wave(WaveView wave, RolloutPhase phase, int nameWidth) {
    Counts counts = wave.counts();
    String bar = Bar.of(counts.updated(), counts.members());
    return "  %2d %s  %s  %d/%d  %s"
        .formatted(
            wave.number(),
            wave.name() + " ".repeat(nameWidth - wave.name().length()),
            terminal.styled(style(wave, phase), bar),
            counts.updated(),
            counts.members(),
            remark(wave, phase))
        .stripTrailing();
  }

  private static Style style(WaveView wave, RolloutPhase phase) {
    if (phase.isTurnedBack() || wave.counts().members() == 0) {
      return Style.DIM;
    }
    if (wave.counts().refused() > 0) {
      return Style.BAD;
    }
    if (wave.isComplete()) {
      return Style.GOOD;
    }
    return wave.isAdmitted() ? Style.BUSY : Style.DIM;
  }

  private String remark(WaveView wave, RolloutPhase phase) {
    if (phase.isTurnedBack()) {
      return wave.turnedBack(phase);
    }
    List<String> parts = new ArrayList<>();
    if (wave.isAdmitted() && wave.counts().members() == 0) {
      parts.add("none of its nodes is left");
    } else if (wave.isComplete()) {
      parts.add(
          "complete for %s (bake %s)".formatted(Ages.since(wave.completeAt(), now), wave.bake()));
    } else if (wave.isAdmitted()) {
      parts.add("began %s ago".formatted(Ages.since(wave.admittedAt(), now)));
    }
    String others = wave.counts().others(phase);
    if (wave.isAdmitted() && !others.isEmpty()) {
      parts.add(others);
    }
    return String.join(", ", parts);
  }

  private String gate(GateView gate) {
    return "  gate     %s %s%s"
        .formatted(
            gate.metric(),
            terminal.styled(gate.style(), gate.verdict()),
            gate.reason().isEmpty() ? "" : ": " + gate.reason());
  }
}
