package io.skerry.policy.rollout;

import io.skerry.policy.eval.NodeView;
import io.skerry.schema.model.Domain;
import java.util.List;
import java.util.Locale;

/// Names failure domains, so that two are the same exactly when their names are.
public final class FailureDomains {

  private FailureDomains() {}

  /// The domain that a node is in: its own name, `cell/zone`, the cell, `cloud/region`, or the
  /// cloud such as `aws`.
  public static String of(NodeView node, Domain domain) {
    String cell = node.cell().metadata().name().value();
    String cloud = node.cell().spec().cloud().name().toLowerCase(Locale.ROOT);
    return switch (domain) {
      case NODE -> node.name().value();
      case ZONE -> cell + "/" + node.zone();
      case CELL -> cell;
      case REGION -> cloud + "/" + node.cell().spec().region();
      case CLOUD -> cloud;
    };
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
