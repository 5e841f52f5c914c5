package io.skerry.control.api.plan;

import io.skerry.control.api.plan.Plan.Basis;
import io.skerry.control.api.plan.Plan.Refusing;
import io.skerry.control.fleet.FleetImage;
import io.skerry.policy.ability.Foresight;
import io.skerry.policy.ability.Refusal;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.rollout.Editions;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Rejected;
import io.skerry.schema.model.ResourceName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who would refuse what a change brings: who refused it before, and who says that it cannot run
/// it. A node that says nothing of what it can run is not held to refuse anything. For one plan, on
/// one thread.
///
/// @param before what nodes must run now
/// @param then what they would have to run
/// @param carries what each node carries; nodes that are missing carry nothing
/// @param image what nodes said
/// @param foresight remembers what was judged, most nodes being alike
record Refusals(
    Editions before,
    Editions then,
    Map<ResourceName, Set<ResourceName>> carries,
    FleetImage image,
    Foresight foresight) {

  /// Those of the nodes that would refuse what a rollout brings them, in the same order.
  List<Refusing> among(List<ResourceName> nodes, ResourceName rollout) {
    return nodes.stream()
        .flatMap(node -> image.statuses().get(node).stream())
        .flatMap(said -> refusing(said.value(), rollout).stream())
        .toList();
  }

  private Optional<Refusing> refusing(NodeStatus node, ResourceName rollout) {
    Set<ResourceName> carried = carries.getOrDefault(node.node(), Set.of());
    Set<ResourceName> more = new HashSet<>(carried);
    more.add(rollout);
    return then.snapshotOf(node.node(), more)
        .flatMap(next -> refusing(node, before.snapshotOf(node.node(), carried), next));
  }

  private Optional<Refusing> refusing(
      NodeStatus node, Optional<CompiledSnapshot> now, CompiledSnapshot next) {
    CompiledSnapshot running = now.filter(it -> isRunning(node, it)).orElse(CompiledSnapshot.EMPTY);
    return node.rejected()
        .filter(no -> no.snapshot().equals(next.digest()))
        .map(no -> new Refusing(node.node(), said(no), Basis.REFUSED))
        .or(
            () ->
                node.abilities()
                    .map(can -> foresight.refusals(next, running, can))
                    .filter(reasons -> !reasons.isEmpty())
                    .map(it -> new Refusing(node.node(), foreseen(it), Basis.ABILITIES)));
  }

  private static boolean isRunning(NodeStatus node, CompiledSnapshot snapshot) {
    return node.applied().filter(it -> it.snapshot().equals(snapshot.digest())).isPresent();
  }

  private static String said(Rejected no) {
    return no.code() + ": " + no.message();
  }

  private static String foreseen(List<Refusal> reasons) {
    String more = reasons.size() == 1 ? "" : " (and %d more)".formatted(reasons.size() - 1);
    return reasons.getFirst().message() + more;
  }
}
