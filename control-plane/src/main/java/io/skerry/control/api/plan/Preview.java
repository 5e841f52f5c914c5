package io.skerry.control.api.plan;

import io.skerry.control.api.plan.Plan.PlannedRollout;
import io.skerry.control.fleet.BusyNode;
import io.skerry.control.fleet.Declared;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.ability.Foresight;
import io.skerry.policy.check.Edit;
import io.skerry.policy.check.Proposal;
import io.skerry.policy.compile.Compilation;
import io.skerry.policy.model.ResourceView;
import io.skerry.policy.plan.FleetDiff;
import io.skerry.policy.rollout.Admission;
import io.skerry.policy.rollout.Affected;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.Reach;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.policy.rollout.ShrinkGuard;
import io.skerry.policy.rollout.WavePlan;
import io.skerry.policy.rollout.WavePlanner;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compiles the fleet as it would be after a change, and plans its rollouts as the leader would.
/// Remembers the last compilation, so that a preview costs what changed, not the size of the fleet.
/// Safe for use by many threads.
@ApplicationScoped
public class Preview {

  private final AtomicReference<Compiled> last =
      new AtomicReference<>(new Compiled(FleetImage.EMPTY, Editions.EMPTY));

  private record Compiled(FleetImage image, Editions editions) {}

  /// What a change does, or would do.
  public Plan of(Prospect prospect) {
    Editions before = editions(prospect.image());
    ResourceView after = new Proposal(before.declared(), prospect.edits());
    Set<ResourceId> changed = prospect.edits().stream().map(Edit::id).collect(Collectors.toSet());
    Editions then = before.update(after, rollouts(before, prospect), changed);
    Compilation reached = then.edition(names(prospect.draft().created()));
    return new Plan(
        after,
        FleetDiff.between(before.stable(), reached),
        reached.warnings().stream().filter(it -> changed.contains(it.resource())).toList(),
        planned(prospect, before, then),
        ShrinkGuard.check(
            Reach.of(before, then, carries(prospect.image()), names(prospect.draft().created())),
            prospect.edits()));
  }

  /// What a change would take away to a degree that needs consent; empty, and cheap, when it can
  /// take nothing away.
  public List<ShrinkGuard.Shrinkage> shrinking(Prospect prospect) {
    return ShrinkGuard.concerns(
            new Declared(prospect.image()),
            Rollouts.of(prospect.image().rollouts().map(Versioned::value).toList()),
            prospect.edits())
        ? of(prospect).shrinking()
        : List.of();
  }

  private static Rollouts rollouts(Editions before, Prospect prospect) {
    return before
        .rollouts()
        .with(
            Stream.concat(
                    prospect.draft().superseded().stream(), prospect.draft().created().stream())
                .toList());
  }

  private static Set<ResourceName> names(List<Rollout> rollouts) {
    return rollouts.stream().map(it -> it.metadata().name()).collect(Collectors.toSet());
  }

  private static List<PlannedRollout> planned(Prospect prospect, Editions before, Editions then) {
    Map<ResourceName, Set<ResourceName>> carries = carries(prospect.image());
    Refusals refusals = new Refusals(before, then, carries, prospect.image(), new Foresight());
    return prospect.draft().created().stream()
        .map(rollout -> planned(rollout, then, carries, prospect.image(), refusals))
        .toList();
  }

  private static PlannedRollout planned(
      Rollout rollout,
      Editions then,
      Map<ResourceName, Set<ResourceName>> carries,
      FleetImage image,
      Refusals refusals) {
    ResourceName name = rollout.metadata().name();
    List<ResourceName> affected = Affected.by(name, then, carries);
    WavePlan waves =
        WavePlanner.plan(rollout.spec().changes(), rollout.spec().strategy(), affected, then::node);
    return new PlannedRollout(
        rollout,
        waves,
        affected.stream().filter(node -> !isHeard(node, image)).toList(),
        refusals.among(affected, name),
        busy(rollout, affected, image),
        then.rollouts().blockersOf(rollout).stream().map(it -> it.metadata().name()).toList());
  }

  private static List<BusyNode> busy(
      Rollout rollout, List<ResourceName> affected, FleetImage image) {
    return rollout.spec().strategyName().equals(Admission.BREAKGLASS)
        ? List.of()
        : BusyNode.among(affected.stream(), image, rollout.status().since());
  }

  private static boolean isHeard(ResourceName node, FleetImage image) {
    return status(node, image)
        .filter(said -> said.reachability() == Reachability.HEARD)
        .isPresent();
  }

  private static Optional<NodeStatus> status(ResourceName node, FleetImage image) {
    return image.statuses().get(node).map(Versioned::value);
  }

  private static Map<ResourceName, Set<ResourceName>> carries(FleetImage image) {
    Map<ResourceName, Set<ResourceName>> carries = new HashMap<>();
    image
        .refs()
        .asMap()
        .forEach(
            (node, ref) -> {
              Ref told = ref.value();
              if (!told.carries().isEmpty()) {
                carries.put(node, told.carries());
              }
            });
    return carries;
  }

  private Editions editions(FleetImage image) {
    Compiled known = last.get();
    if (known.image().revision().equals(image.revision())) {
      return known.editions();
    }
    Set<ResourceId> changed = differences(known.image(), image);
    Editions editions =
        known
            .editions()
            .update(
                new Declared(image),
                Rollouts.of(image.rollouts().map(Versioned::value).toList()),
                changed);
    last.set(new Compiled(image, editions));
    return editions;
  }

  /// Resources that differ, and nodes of which something else was observed.
  private static Set<ResourceId> differences(FleetImage from, FleetImage to) {
    Declared before = new Declared(from);
    Declared after = new Declared(to);
    List<ResourceId> changed = new ArrayList<>();
    to.resources()
        .asMap()
        .forEach(
            (id, there) -> {
              if (!isSame(from.resource(id), there, before, after)) {
                changed.add(id);
              }
            });
    from.resources()
        .asMap()
        .keySet()
        .forEach(
            id -> {
              if (to.resource(id).isEmpty()) {
                changed.add(id);
              }
            });
    return Set.copyOf(changed);
  }

  private static boolean isSame(
      Optional<Versioned<Resource>> before, Versioned<Resource> there, Declared old, Declared now) {
    ResourceName name = there.value().metadata().name();
    return before.filter(it -> it.modified().equals(there.modified())).isPresent()
        && (there.value().kind() != Kind.NODE || old.observed(name).equals(now.observed(name)));
  }
}
