package io.skerry.control.placement;

import io.skerry.control.fleet.Declared;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.eval.NodeView;
import io.skerry.policy.health.HealthScore;
import io.skerry.policy.place.ServicePlacement;
import io.skerry.policy.share.Shares.Member;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Service;
import java.util.List;
import java.util.stream.Stream;

/// The nodes among which a service's traffic is divided: those on which it is placed and that were
/// heard at some time. A node that is silent keeps its part, as its score does not fall by silence;
/// an eviction is what takes its place from it. Pure.
public final class ServiceMembers {

  private ServiceMembers() {}

  /// The members, ordered by name.
  public static List<Member> of(Service service, FleetImage image) {
    return ServicePlacement.nodes(service, new Declared(image)).stream()
        .map(NodeView::name)
        .flatMap(name -> member(name, image))
        .toList();
  }

  private static Stream<Member> member(ResourceName name, FleetImage image) {
    return image.node(name).stream()
        .flatMap(it -> it.value() instanceof Node node ? Stream.of(node) : Stream.of())
        .flatMap(
            node ->
                image.statuses().get(name).map(Versioned::value).stream()
                    .map(
                        status ->
                            new Member(
                                name,
                                node.spec().weight(),
                                HealthScore.decisive(status),
                                status.findings().eviction().isPresent())));
  }
}
