package io.skerry.control.api.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.fleet.BusyNode;
import java.time.Instant;
import java.util.List;

/// Nodes that are not to be changed now, as shown outside.
public final class BusyJson {

  private BusyJson() {}

  /// Adds them to a list.
  public static void add(ArrayNode list, List<BusyNode> nodes) {
    for (BusyNode node : nodes) {
      ObjectNode json =
          list.addObject().put("node", node.node().value()).put("reason", node.reason());
      if (node.until().isBefore(Instant.MAX)) {
        json.put("until", node.until().toString());
      }
    }
  }
}
