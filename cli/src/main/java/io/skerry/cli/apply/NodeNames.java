package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.output.WideOutputOption;
import java.util.List;
import java.util.stream.Collectors;

/// How long lists of nodes are written.
enum NodeNames {
  FEW(4),
  ALL(Integer.MAX_VALUE);

  private final int most;

  NodeNames(int most) {
    this.most = most;
  }

  /// What a form of output asks for.
  static NodeNames of(WideOutputOption output) {
    return output.isWide() ? ALL : FEW;
  }

  /// The names, or the first of them and how many more there are. An element is a name, or an
  /// object with `node` and `reason`.
  String of(JsonNode nodes) {
    List<String> names = nodes.valueStream().map(NodeNames::name).toList();
    String shown = names.stream().limit(most).collect(Collectors.joining(", "));
    return names.size() > most ? shown + " and %d more".formatted(names.size() - most) : shown;
  }

  private static String name(JsonNode node) {
    String reason = node.path("reason").asText("");
    return node.isTextual()
        ? node.asText()
        : node.path("node").asText("") + (reason.isEmpty() ? "" : " (" + reason + ")");
  }
}
