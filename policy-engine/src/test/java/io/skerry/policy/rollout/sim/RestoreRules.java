package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.Admission;
import io.skerry.policy.rollout.Admission.Move;
import io.skerry.policy.rollout.Decision;
import io.skerry.policy.rollout.NodeSight;
import io.skerry.policy.rollout.sim.SimController.Origin;
import io.skerry.schema.model.Metadata.Lifecycle;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import java.time.Instant;
import java.util.Optional;

/// C15: after a restore nothing goes on from what is older than the fleet, and no node that runs
/// more than the store knows is moved, before an operator said so.
final class RestoreRules {

  private final World world;
  private final SimStore store;
  private Optional<Instant> restoredAt = Optional.empty();

  RestoreRules(World world, SimStore store) {
    this.world = world;
    this.store = store;
  }

  void restored() {
    restoredAt = Optional.of(world.instant());
  }

  boolean isRestored() {
    return restoredAt.isPresent();
  }

  void check(Origin origin, Move move) {
    if (restoredAt.isEmpty()) {
      return;
    }
    boolean isAhead = origin.fleet().node(move.node()).filter(Sights::isAhead).isPresent();
    world.check(
        "C15",
        isAhead,
        !isAhead || isWanted(move),
        move.node()
            + " runs more than the store knows and is moved by "
            + move.rollout()
            + ", unasked");
  }

  private boolean isWanted(Move move) {
    return move.rollout().equals(Admission.INVENTORY)
        ? Sights.values(store.state(), Keys.ROLLOUT, Rollout.class).stream()
            .anyMatch(this::isWanted)
        : store
            .get(Keys.rollout(new ResourceName(move.rollout())))
            .filter(it -> it.value() instanceof Rollout rollout && isWanted(rollout))
            .isPresent();
  }

  void check(Origin origin, Decision decision) {
    if (restoredAt.isEmpty()) {
      return;
    }
    boolean isOlder =
        origin.fleet().nodes().values().stream()
            .filter(NodeSight::isHeard)
            .anyMatch(Sights::isAhead);
    world.check(
        "C15",
        isOlder,
        !isOlder || !goesOn(decision) || isWanted(decision.rollout()),
        decision.rollout().metadata().name()
            + " goes on to "
            + decision.next().phase()
            + " although the store is older than the fleet: "
            + decision.next().reason());
  }

  private static boolean goesOn(Decision decision) {
    Phase phase = decision.next().phase();
    boolean isTurnedBack =
        phase == Phase.ROLLING_BACK && decision.rollout().status().phase() != Phase.ROLLING_BACK;
    return isTurnedBack
        || phase == Phase.SUCCEEDED
        || decision.next().admitted() > decision.rollout().status().admitted();
  }

  /// Whether an operator made it, or ordered something of it, since the restore.
  private boolean isWanted(Rollout rollout) {
    Instant at = restoredAt.orElse(Instant.MIN);
    Instant created = rollout.metadata().lifecycle().map(Lifecycle::createdAt).orElse(Instant.MIN);
    return !created.isBefore(at)
        || rollout.spec().orders().stream().anyMatch(order -> !order.at().isBefore(at));
  }
}
