package io.skerry.control.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.rollout.Admission;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.schema.key.Address;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Status;
import io.skerry.schema.store.Txn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What must hold of every accepted transaction that concerns rollouts, whoever led. Remembers the
/// rollouts as they were accepted. One thread at a time.
final class RolloutRules {

  private static final Set<Phase> MOVING =
      Set.of(Phase.PROGRESSING, Phase.BAKING, Phase.AWAITING_APPROVAL, Phase.SUCCEEDED);

  private final Keys keys;
  private final Map<ResourceId, Rollout> rollouts = new HashMap<>();
  private final Map<ResourceName, Ref> refs = new HashMap<>();
  private int decisions;

  RolloutRules(Keys keys) {
    this.keys = keys;
  }

  /// How many decisions were accepted.
  int decisions() {
    return decisions;
  }

  /// A transaction was accepted, after all that came before it.
  void accept(Txn txn) {
    for (Txn.Write write : txn.writes()) {
      Address address = keys.locate(write.key().path()).orElse(new Address.OfLeader());
      switch (write) {
        case Txn.Write.Put put -> put(txn, address, put);
        case Txn.Write.Delete _ -> deleted(address);
      }
    }
  }

  private void put(Txn txn, Address address, Txn.Write.Put put) {
    if (address instanceof Address.OfResource(ResourceId id)
        && keys.resource(id).codec().decode(put.bytes()).orThrow() instanceof Rollout rollout) {
      written(txn, rollout);
    }
    if (address instanceof Address.OfRef(ResourceName node)) {
      Ref ref = keys.ref(node).codec().decode(put.bytes()).orThrow().ref();
      moved(txn, Optional.ofNullable(refs.put(node, ref)), ref);
    }
  }

  private void deleted(Address address) {
    if (address instanceof Address.OfResource(ResourceId id) && id.kind() == Kind.ROLLOUT) {
      removed(id);
    }
  }

  private void removed(ResourceId id) {
    assertThat(rollouts.get(id))
        .as("only what ended is removed: %s", id)
        .matches(it -> !it.isActive() && it.status().phase() != Phase.ROLLING_BACK);
    rollouts.remove(id);
  }

  private void written(Txn txn, Rollout next) {
    Rollout before = rollouts.put(next.id(), next);
    if (before == null || !isFenced(txn)) {
      return;
    }
    decisions++;
    assertThat(txn.requirements())
        .as("a decision requires the rollout that it was made from")
        .anyMatch(
            it ->
                it instanceof Txn.Requirement.Unchanged
                    && it.key().equals(keys.resource(next.id())));
    assertThat(next.spec()).as("a decision leaves orders alone").isEqualTo(before.spec());
    advances(before, next);
  }

  private static void advances(Rollout before, Rollout next) {
    Status was = before.status();
    Status is = next.status();
    assertThat(is).as("a decision is made once: %s", next.id()).isNotEqualTo(was);
    assertThat(is.handled()).isGreaterThanOrEqualTo(was.handled());
    assertThat(is.admitted())
        .as("waves are admitted one by one")
        .isBetween(was.admitted(), was.admitted() + 1);
    if (!was.waves().isEmpty()) {
      assertThat(is.plan()).as("the plan stays").isEqualTo(was.plan());
    }
    assertThat(was.phase())
        .as("what ended stays as it ended, but for a rollback")
        .matches(
            phase ->
                phase.isActive()
                    || phase == Phase.ROLLING_BACK
                    || is.phase() == Phase.ROLLING_BACK
                    || is.phase() == Phase.ROLLED_BACK
                    || is.phase() == phase);
    if (is.admitted() > was.admitted()) {
      assertThat(Rollouts.isStopped(before)).as("an order stops waves at once").isFalse();
      assertThat(is.waves().stream().limit(was.admitted()))
          .as("a wave begins when those before it are complete")
          .allMatch(wave -> wave.completeAt().isPresent());
    }
  }

  private void moved(Txn txn, Optional<Ref> former, Ref ref) {
    if (ref.rollout().equals(Admission.INVENTORY)) {
      return;
    }
    Rollout rollout =
        rollouts.values().stream()
            .filter(it -> it.metadata().name().value().equals(ref.rollout()))
            .findFirst()
            .orElseThrow();
    assertThat(txn.requirements())
        .as("a ref requires the rollout that it moves for")
        .anyMatch(
            it ->
                it instanceof Txn.Requirement.Unchanged
                    && it.key().equals(keys.resource(rollout.id())));
    boolean carriesTheSame = former.filter(old -> old.carries().equals(ref.carries())).isPresent();
    if (ref.kind() != Ref.Reason.ROLLBACK && !carriesTheSame) {
      forward(rollout, ref);
    }
  }

  private static void forward(Rollout rollout, Ref ref) {
    assertThat(rollout.status().phase())
        .as("%s moves forward only while it goes on", rollout.id())
        .isIn(MOVING);
    assertThat(Rollouts.isStopped(rollout) || Rollouts.isDead(rollout))
        .as("no ref after an order that stops %s", rollout.id())
        .isFalse();
    assertThat(ref.wave())
        .as("only admitted waves of %s move", rollout.id())
        .isLessThan(rollout.status().admitted());
    assertThat(ref.carries()).contains(rollout.metadata().name());
  }

  private static boolean isFenced(Txn txn) {
    return txn.requirements().stream().anyMatch(Txn.Requirement.Fence.class::isInstance);
  }
}
