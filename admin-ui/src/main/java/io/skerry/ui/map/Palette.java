package io.skerry.ui.map;

import io.skerry.ui.state.NodeState;
import java.util.Map;

/// The colours of one theme, as `#rrggbb`. The single source of colour: canvases read it directly,
/// style sheets through [#asStyle()].
///
/// State colours were picked to stay apart for red-green and blue-yellow blindness (after Okabe and
/// Ito), and each has at least 3:1 against the surfaces it is drawn on.
public record Palette(Map<NodeState, String> states, Surfaces surfaces, Inks inks) {

  /// Grounds.
  ///
  /// @param raised cards, bubbles, tips
  public record Surfaces(String sea, String land, String border, String raised, String line) {}

  /// Writing.
  public record Inks(String strong, String soft, String accent, String offline) {}

  /// For dark surroundings.
  public static final Palette DARK =
      new Palette(
          Map.of(
              NodeState.READY, "#2fbf8a",
              NodeState.UPDATING, "#58a6ff",
              NodeState.DEGRADED, "#f0a92e",
              NodeState.STALE, "#b4bcc8",
              NodeState.LOST, "#ff6257",
              NodeState.PENDING, "#b392f0"),
          new Surfaces("#0f151d", "#202b38", "#35445a", "#1a222d", "#2b3746"),
          new Inks("#e8edf3", "#9aa7b6", "#58a6ff", "#7d8896"));

  /// For bright surroundings.
  public static final Palette LIGHT =
      new Palette(
          Map.of(
              NodeState.READY, "#0b8260",
              NodeState.UPDATING, "#0a66d6",
              NodeState.DEGRADED, "#a85d00",
              NodeState.STALE, "#5f6b7a",
              NodeState.LOST, "#cc2a21",
              NodeState.PENDING, "#7a46c9"),
          new Surfaces("#eaf0f6", "#fbfcfd", "#c3ced9", "#ffffff", "#d5dde6"),
          new Inks("#17202b", "#566373", "#0a66d6", "#7f8a97"));

  public Palette {
    states = Map.copyOf(states);
  }

  /// The colour of a state; the one grey of old data while offline.
  public String of(NodeState state, Freshness freshness) {
    return switch (freshness) {
      case LIVE -> states.getOrDefault(state, inks.soft());
      case OLD -> inks.offline();
    };
  }

  /// Whether what is drawn is up to date.
  public enum Freshness {
    LIVE,
    OLD
  }

  /// The colours as style-sheet variables, for the root of a scene.
  public String asStyle() {
    var style = new StringBuilder();
    states.forEach((state, color) -> variable(style, state.wire(), color));
    variable(style, "sea", surfaces.sea());
    variable(style, "land", surfaces.land());
    variable(style, "raised", surfaces.raised());
    variable(style, "line", surfaces.line());
    variable(style, "strong", inks.strong());
    variable(style, "soft", inks.soft());
    variable(style, "accent", inks.accent());
    variable(style, "offline", inks.offline());
    return style.toString();
  }

  private static void variable(StringBuilder style, String name, String color) {
    style.append("-sk-").append(name).append(':').append(color).append(';');
  }
}
