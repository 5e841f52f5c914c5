package io.skerry.policy.place;

import io.skerry.policy.eval.NodeView;
import io.skerry.policy.eval.PlacementProgram;
import io.skerry.policy.model.ResourceView;
import io.skerry.policy.parse.CheckedExpression;
import io.skerry.policy.parse.ExpressionLanguage;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Service;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Where a service is to be, without compiling everything.
public final class ServicePlacement {

  private ServicePlacement() {}

  /// What chooses a service's nodes; empty when its expression cannot be compiled.
  public static Optional<Selector> selector(Service service) {
    Placement placement = service.spec().placement();
    Optional<PlacementProgram> where = placement.where().flatMap(ServicePlacement::program);
    return placement.where().isPresent() && where.isEmpty()
        ? Optional.empty()
        : Optional.of(new Selector(service.id(), placement, where));
  }

  /// The nodes that a service is to be on, ordered by name; none for one that cannot be compiled.
  public static List<NodeView> nodes(Service service, ResourceView resources) {
    NodeTable nodes = NodeTable.of(resources);
    return selector(service).stream()
        .flatMap(it -> it.select(nodes).stream().boxed())
        .flatMap(slot -> nodes.at(slot).stream())
        .sorted(Comparator.comparing(NodeView::name))
        .toList();
  }

  private static Optional<PlacementProgram> program(String source) {
    return switch (ExpressionLanguage.overNodes().check(source)) {
      case CheckedExpression.Valid(PlacementProgram program, long _) -> Optional.of(program);
      case CheckedExpression.Invalid _ -> Optional.empty();
    };
  }
}
