package io.skerry.control.fleet;

import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.NodeStatus.Rejected;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.WaveMembers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How far a rollout came, counted from refs and statuses. Pure.
///
/// @param all over all waves
/// @param waves one per stored wave, in order, then one per further step of the requests
/// @param behind nodes that have the change, but not the present step
public record RolloutProgress(Counts all, List<Counts> waves, int behind) {

  /// Copies the list.
  public RolloutProgress {
    waves = List.copyOf(waves);
  }

  /// The nodes of some waves. Every declared member is in exactly one of the five numbers.
  ///
  /// @param members declared nodes
  /// @param updated run the change
  /// @param updating were told to, and have not answered yet
  /// @param refused were told to, and refused
  /// @param unreachable do not run the change and are not heard
  /// @param pending were not told yet
  /// @param unheard those of the updated ones that are not heard now: they ran the change when they
  ///   last said anything
  /// @param failing the refusals with their reasons, ordered by node, at most [#MAX_FAILING]
  public record Counts(
      int members,
      int updated,
      int updating,
      int refused,
      int unreachable,
      int pending,
      int unheard,
      List<Failing> failing) {

    /// Copies the list.
    public Counts {
      failing = List.copyOf(failing);
    }
  }

  /// A node that refused the change.
  ///
  /// @param node which
  /// @param reason in the node's words
  public record Failing(ResourceName node, String reason) {}

  /// The most nodes that are named with their reasons.
  public static final int MAX_FAILING = 20;

  /// Counts a rollout's nodes. Nodes that joined later count to the last wave; members that are not
  /// declared any more do not count.
  public static RolloutProgress of(Rollout rollout, FleetImage image) {
    List<WaveMembers> stored = image.wavesOf(rollout.id()).toList();
    Set<ResourceName> members = new HashSet<>();
    stored.forEach(wave -> members.addAll(wave.nodes()));
    Tally all = new Tally(rollout, image);
    List<Counts> waves = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      Tally wave = new Tally(rollout, image);
      stored.get(i).nodes().forEach(wave::add);
      if (i == stored.size() - 1) {
        latecomers(rollout, image, members).forEach(wave::add);
      }
      waves.add(wave.counts());
      all.add(wave);
    }
    TrafficSteps steps = TrafficSteps.of(rollout);
    int behind = 0;
    for (int step = 1; step < steps.count() && !stored.isEmpty(); step++) {
      Tally reached = new Tally(rollout, image, step);
      members.forEach(reached::add);
      waves.add(reached.counts());
      if (step == steps.present()) {
        behind = all.updated - reached.updated;
      }
    }
    return new RolloutProgress(all.counts(), waves, behind);
  }

  private static List<ResourceName> latecomers(
      Rollout rollout, FleetImage image, Set<ResourceName> members) {
    ResourceName name = rollout.metadata().name();
    return image.refs().asMap().values().stream()
        .map(Versioned::value)
        .filter(ref -> ref.carries().contains(name))
        .map(Ref::node)
        .filter(node -> !members.contains(node))
        .toList();
  }

  /// Adds nodes up.
  private static final class Tally {

    private final Rollout rollout;
    private final FleetImage image;
    private final List<Failing> failing = new ArrayList<>();
    private int members;
    private int updated;
    private int updating;
    private int refused;
    private int unreachable;
    private int pending;
    private int unheard;
    private final TrafficSteps steps;
    private final int step;

    Tally(Rollout rollout, FleetImage image) {
      this(rollout, image, 0);
    }

    /// @param step the least that a node must have
    Tally(Rollout rollout, FleetImage image, int step) {
      this.rollout = rollout;
      this.image = image;
      this.steps = TrafficSteps.of(rollout);
      this.step = step;
    }

    void add(ResourceName node) {
      if (image.node(node).isEmpty()) {
        return;
      }
      members++;
      Optional<NodeStatus> status = image.statuses().get(node).map(Versioned::value);
      Optional<Ref> told = image.refs().get(node).map(Versioned::value).filter(this::carries);
      Optional<Rejected> no = told.flatMap(ref -> refusal(status, ref));
      if (told.isPresent() && status.filter(said -> NodeDrift.runs(said, told.get())).isPresent()) {
        updated++;
        unheard += isHeard(status) ? 0 : 1;
      } else if (no.isPresent()) {
        refused++;
        failing.add(new Failing(node, no.get().code() + ": " + no.get().message()));
      } else if (!isHeard(status)) {
        unreachable++;
      } else if (told.isPresent()) {
        updating++;
      } else {
        pending++;
      }
    }

    private static boolean isHeard(Optional<NodeStatus> status) {
      return status.filter(said -> said.reachability() == Reachability.HEARD).isPresent();
    }

    void add(Tally wave) {
      members += wave.members;
      updated += wave.updated;
      updating += wave.updating;
      refused += wave.refused;
      unreachable += wave.unreachable;
      pending += wave.pending;
      unheard += wave.unheard;
      failing.addAll(wave.failing);
    }

    /// A node that was moved after the success has the change, whatever its ref still lists.
    private boolean carries(Ref ref) {
      return (ref.carries().contains(rollout.metadata().name())
              && steps.reached(ref.carries()) >= step)
          || (rollout.status().phase() == Phase.SUCCEEDED
              && !ref.issuedAt().isBefore(rollout.status().since()));
    }

    private static Optional<Rejected> refusal(Optional<NodeStatus> status, Ref ref) {
      return status
          .flatMap(NodeStatus::rejected)
          .filter(no -> no.generation() == ref.generation())
          .filter(no -> no.snapshot().equals(ref.snapshot()));
    }

    Counts counts() {
      return new Counts(
          members,
          updated,
          updating,
          refused,
          unreachable,
          pending,
          unheard,
          failing.stream().limit(MAX_FAILING).toList());
    }
  }
}
