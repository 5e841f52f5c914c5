package io.skerry.schema.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The movement of one change through the fleet. Created by the control plane only, in the
/// transaction that accepts the change; afterwards operators add orders and the leader writes the
/// status. Everything that the next leader needs to go on is here and in the waves' members.
///
/// @param metadata in the tenant of what it moves; the name is a lower-case ULID, so names of one
///   cell are in order of creation
/// @param spec what moves and how, and what operators ordered
/// @param status how far it came
public record Rollout(Metadata metadata, Spec spec, Status status) implements Resource {

  /// The most orders that one rollout takes.
  public static final int MAX_ORDERS = 200;

  /// The most waves that one rollout has, those that move requests included.
  public static final int MAX_WAVES = 250;

  /// The same rollout with another status.
  public Rollout withStatus(Status next) {
    return new Rollout(metadata, spec, next);
  }

  /// Whether its nodes are still being decided about.
  public boolean isActive() {
    return status.phase().isActive();
  }

  /// @param changes what moves together, at least one, ordered by resource, at most one each
  /// @param strategyName the strategy it follows
  /// @param strategy that strategy as it was when the change was accepted
  /// @param author who changed the resources
  /// @param expectedPlan digest of the plan that the author had seen; the rollout holds at its
  ///   start when its own plan is another
  /// @param supersedes rollouts that ended because this one changes the same resources; what they
  ///   had not finished is part of this one
  /// @param orders what operators asked for, in the order of acceptance
  /// @param shifts the services whose requests move in steps, at most one each; empty when nodes
  ///   get what was declared at once
  public record Spec(
      List<Change> changes,
      ResourceName strategyName,
      RolloutStrategy.Spec strategy,
      String author,
      Optional<Digest> expectedPlan,
      List<ResourceName> supersedes,
      List<Order> orders,
      List<TrafficShift> shifts) {

    /// Copies the lists.
    public Spec {
      changes = List.copyOf(changes);
      supersedes = List.copyOf(supersedes);
      orders = List.copyOf(orders);
      shifts = List.copyOf(shifts);
    }

    /// A change that moves no requests in steps.
    public Spec(
        List<Change> changes,
        ResourceName strategyName,
        RolloutStrategy.Spec strategy,
        String author,
        Optional<Digest> expectedPlan,
        List<ResourceName> supersedes,
        List<Order> orders) {
      this(changes, strategyName, strategy, author, expectedPlan, supersedes, orders, List.of());
    }

    /// The same with other orders.
    public Spec withOrders(List<Order> next) {
      return new Spec(
          changes, strategyName, strategy, author, expectedPlan, supersedes, next, shifts);
    }
  }

  /// One resource that changes.
  ///
  /// @param resource which
  /// @param from what nodes have that this rollout has not reached, and what they return to; empty
  ///   when the resource is new
  /// @param to what the rollout brings; empty when the resource goes away
  public record Change(ResourceId resource, Optional<Resource> from, Optional<Resource> to) {}

  /// What an operator asked for.
  ///
  /// @param verb what
  /// @param wave which wave it concerns, from 0; for a verb that concerns none the wave at that
  ///   time
  /// @param actor who
  /// @param at when it was accepted
  /// @param reason in their words, may be empty
  public record Order(Verb verb, int wave, String actor, Instant at, String reason) {}

  /// What operators can ask of a rollout.
  public enum Verb {
    /// Change no further ref until resumed. Holds from the transaction that accepts it.
    PAUSE,
    /// Go on, also after a hold; the deadline of the wave begins anew.
    RESUME,
    /// Take the wave as complete and baked, whatever its gates lack; a red gate still stops it.
    PROMOTE,
    /// Let the wave begin.
    APPROVE,
    /// Stop for good and leave every node where it is.
    ABORT,
    /// Stop for good and return every node to what it had before.
    ROLLBACK,
    /// Offer the snapshot once more to the nodes that refused it.
    RETRY
  }

  /// @param phase where it stands
  /// @param reason why, for people; may be empty
  /// @param since when the phase began
  /// @param handled how many orders the phase takes account of
  /// @param plan digest of the waves' members; empty before the start
  /// @param waves one per wave of the plan; empty before the start. The admitted ones come first
  public record Status(
      Phase phase,
      String reason,
      Instant since,
      int handled,
      Optional<Digest> plan,
      List<WaveStatus> waves) {

    /// Copies the list.
    public Status {
      waves = List.copyOf(waves);
    }

    /// A rollout that was just accepted.
    public static Status accepted(Instant at) {
      return new Status(Phase.PENDING, "", at, 0, Optional.empty(), List.of());
    }

    /// How many waves are admitted.
    public int admitted() {
      return (int) waves.stream().filter(wave -> wave.admittedAt().isPresent()).count();
    }
  }

  /// Where a rollout stands.
  public enum Phase {
    /// Not started: it waits for another rollout, or for the leader to plan it.
    PENDING,
    /// The nodes of the last admitted wave are being moved.
    PROGRESSING,
    /// The last admitted wave is complete and is being watched.
    BAKING,
    /// The next wave waits for an approval.
    AWAITING_APPROVAL,
    /// An operator paused it.
    PAUSED,
    /// It stopped by itself and needs an operator: a deadline passed, evidence is missing, or a
    /// gate is red and the strategy says hold.
    HELD,
    /// Every node that has the change is being returned to what it had before.
    ROLLING_BACK,
    /// Every reachable node was returned; those that come back later are returned then.
    ROLLED_BACK,
    /// An operator stopped it; nodes stay where they are.
    ABORTED,
    /// Every reachable node has the change, and it became what every other node gets.
    SUCCEEDED,
    /// A newer rollout took over its resources.
    SUPERSEDED;

    /// Whether the rollout may still go on.
    public boolean isActive() {
      return switch (this) {
        case PENDING, PROGRESSING, BAKING, AWAITING_APPROVAL, PAUSED, HELD -> true;
        case ROLLING_BACK, ROLLED_BACK, ABORTED, SUCCEEDED, SUPERSEDED -> false;
      };
    }
  }

  /// One wave.
  ///
  /// @param name of the strategy's wave
  /// @param nodes how many members it has
  /// @param admittedAt when its nodes were first allowed to move; later when an operator resumed it
  /// @param completeAt when its last reachable node had the change, which begins the bake
  /// @param gates the last verdict of each gate, in the strategy's order; empty before the first
  public record WaveStatus(
      ResourceName name,
      int nodes,
      Optional<Instant> admittedAt,
      Optional<Instant> completeAt,
      List<GateStatus> gates) {

    /// Copies the list.
    public WaveStatus {
      gates = List.copyOf(gates);
    }
  }

  /// @param metric of the gate
  /// @param verdict what the evidence says
  /// @param reason for people, with the figures
  /// @param at when this verdict was first given
  public record GateStatus(
      RolloutStrategy.Metric metric, Verdict verdict, String reason, Instant at) {}

  /// What evidence says about a gate.
  public enum Verdict {
    GREEN,
    RED,
    /// Not enough evidence, which never counts as success.
    INCONCLUSIVE
  }
}
