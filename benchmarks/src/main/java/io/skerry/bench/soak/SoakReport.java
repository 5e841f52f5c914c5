package io.skerry.bench.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a soak found. Everything in [Findings] must be empty.
///
/// @param plan what was done
/// @param counts what clients saw
/// @param kills how often parts were killed
/// @param longestSilence the longest time in which no client got an answer
/// @param findings what is wrong
public record SoakReport(
    SoakPlan plan,
    Counts counts,
    Map<String, Integer> kills,
    Duration longestSilence,
    Findings findings) {

  private static final int SHOWN = 5;

  /// What clients saw.
  ///
  /// @param acknowledged writes that happened, for all the client knows
  /// @param refused writes that did not
  /// @param unknown writes of which reading back showed nothing
  /// @param reasons why writes were not acknowledged
  public record Counts(long acknowledged, long refused, long unknown, Map<String, Long> reasons) {}

  /// What is wrong, one line each.
  public record Findings(
      List<String> writesMissing,
      List<String> historyMissing,
      List<String> historySurplus,
      List<String> nodesWrong,
      List<String> generationsBack,
      List<String> partsDown) {

    boolean none() {
      return writesMissing.isEmpty()
          && historyMissing.isEmpty()
          && historySurplus.isEmpty()
          && nodesWrong.isEmpty()
          && generationsBack.isEmpty()
          && partsDown.isEmpty();
    }
  }

  /// Whether nothing is wrong.
  public boolean clean() {
    return findings.none();
  }

  /// The report for people.
  public String text() {
    StringBuilder text = new StringBuilder();
    long operations = counts.acknowledged + counts.refused + counts.unknown;
    line(text, "seed", plan.seed());
    line(text, "duration", plan.duration().toSeconds() + " s");
    line(text, "clients", plan.clients());
    line(text, "operations", operations);
    line(text, "  acknowledged", counts.acknowledged);
    line(text, "  refused", counts.refused);
    line(text, "  outcome unknown", counts.unknown);
    counts.reasons.forEach((reason, count) -> line(text, "    " + reason, count));
    line(text, "kills", kills.values().stream().mapToInt(Integer::intValue).sum());
    kills.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(kill -> line(text, "  " + kill.getKey(), kill.getValue()));
    line(text, "longest unavailability", longestSilence.toMillis() + " ms");
    finding(text, "acknowledged writes missing", findings.writesMissing);
    finding(text, "history rows missing", findings.historyMissing);
    finding(text, "history rows doubled or unasked", findings.historySurplus);
    finding(text, "nodes on a wrong digest after calm", findings.nodesWrong);
    finding(text, "generations going back", findings.generationsBack);
    finding(text, "parts that did not come up again", findings.partsDown);
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("%-44s %s%n".formatted(name, value));
  }

  private static void finding(StringBuilder text, String name, List<String> lines) {
    line(text, name, lines.size());
    lines.stream().limit(SHOWN).forEach(found -> text.append("    ! ").append(found).append('\n'));
  }
}
