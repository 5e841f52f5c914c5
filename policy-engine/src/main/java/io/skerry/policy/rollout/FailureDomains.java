package io.skerry.policy.rollout;

import io.skerry.policy.eval.NodeView;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Domain;
import java.util.List;

/// The failure domains of nodes as expressions see them, and their order.
public final class FailureDomains {

  private FailureDomains() {}

  /// The domain that a node is in, named as [Places] names it.
  public static String of(NodeView node, Domain domain) {
    Cell cell = node.cell();
    return new Places(
            node.name(),
            node.zone(),
            cell.metadata().name(),
            cell.spec().region(),
            cell.spec().cloud())
        .in(domain);
  }

  /// The place of a domain in a strategy's order, from 0; those that it does not name come last,
  /// alike. An operator may leave out what stands before the slash.
  static int rank(String domain, List<String> order) {
    String brief = domain.substring(domain.lastIndexOf('/') + 1);
    for (int i = 0; i < order.size(); i++) {
      if (order.get(i).equals(domain) || order.get(i).equals(brief)) {
        return i;
      }
    }
    return order.size();
  }
}
