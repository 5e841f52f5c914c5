package io.skerry.ui.fleet;

import io.skerry.ui.state.Attention;
import io.skerry.ui.text.Texts;
import java.time.Duration;
import java.time.Instant;

/// Says an attention item in one sentence. Pure.
final class AttentionText {

  private AttentionText() {}

  /// What, how many and where: "2 nodes lost in cell gcp-asia-east1 (all of it)".
  static String headline(Attention item, Texts texts) {
    String state = texts.state(item.state()).toLowerCase(java.util.Locale.ROOT);
    return switch (item.where()) {
      case Attention.Where.OneNode(var node, var cell) ->
          texts.get("attention.node", node, cell, state);
      case Attention.Where.OneCell(var cell, boolean whole) when whole ->
          texts.get("attention.cell.whole", item.radius(), state, cell);
      case Attention.Where.OneCell(var cell, boolean whole) ->
          texts.get("attention.cell", item.radius(), state, cell);
      case Attention.Where.OneRegion(String cloud, String region) ->
          texts.get("attention.region", item.radius(), state, cloud, region);
      case Attention.Where.OneCloud(String cloud) ->
          texts.get("attention.cloud", item.radius(), state, cloud);
      case Attention.Where.Clouds(int clouds, int cells) ->
          texts.get("attention.clouds", item.radius(), state, clouds, cells);
    };
  }

  /// Why and for how long: "not heard for three heartbeats · for 3 min 20 s".
  static String details(Attention item, Texts texts, Instant now) {
    String reason = item.reason().replaceFirst("\\.$", "");
    return item.since()
        .map(at -> texts.get("attention.for", texts.age(Duration.between(at, now))))
        .map(length -> reason.isEmpty() ? length : texts.get("attention.why", reason, length))
        .orElse(reason);
  }
}
