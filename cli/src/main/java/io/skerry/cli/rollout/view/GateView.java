package io.skerry.cli.rollout.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.print.Style;

/// What a gate of a wave says.
///
/// @param metric what it looks at
/// @param verdict `green`, `red` or `inconclusive`
/// @param reason the figures behind it; may be empty
public record GateView(String metric, String verdict, String reason) {

  static GateView of(JsonNode gate) {
    return new GateView(
        gate.path("metric").asText(""),
        gate.path("verdict").asText(""),
        gate.path("reason").asText(""));
  }

  /// Whether there is not enough evidence yet.
  boolean isInconclusive() {
    return verdict.equals("inconclusive");
  }

  /// How the verdict is shown.
  Style style() {
    return switch (verdict) {
      case "green" -> Style.GOOD;
      case "red" -> Style.BAD;
      default -> Style.BUSY;
    };
  }

  /// Metric, verdict and figures in one line.
  String line() {
    return metric + " " + verdict + (reason.isEmpty() ? "" : ": " + reason);
  }
}
