package io.skerry.control.api.plan;

import io.skerry.control.api.plan.Plan.Basis;
import io.skerry.control.api.plan.Plan.Refusing;
import io.skerry.policy.ability.Foresight;
import io.skerry.policy.ability.Refusal;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Rejected;
import java.util.List;
import java.util.Optional;

/// Who would refuse a snapshot: who refused it before, and who says that it cannot run it. A node
/// that says nothing of what it can run is not held to refuse anything. For one plan.
///
/// @param foresight remembers what was judged, most nodes being alike
record Refusals(Foresight foresight) {

  /// Why a node would refuse what it would get; empty when nothing speaks against it.
  Optional<Refusing> of(NodeStatus node, CompiledSnapshot next) {
    return node.rejected()
        .filter(no -> no.snapshot().equals(next.digest()))
        .map(no -> new Refusing(node.node(), said(no), Basis.REFUSED))
        .or(
            () ->
                node.abilities()
                    .map(can -> foresight.refusals(next, can))
                    .filter(reasons -> !reasons.isEmpty())
                    .map(it -> new Refusing(node.node(), foreseen(it), Basis.ABILITIES)));
  }

  private static String said(Rejected no) {
    return no.code() + ": " + no.message();
  }

  private static String foreseen(List<Refusal> reasons) {
    String more = reasons.size() == 1 ? "" : " (and %d more)".formatted(reasons.size() - 1);
    return reasons.getFirst().message() + more;
  }
}
