package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A store that was replaced by an older copy moves no node that has gone on since, neither forward
/// nor back.
class RestoredTest {

  private final Scene scene =
      new Scene()
          .nodes("c1", "a1", "a2")
          .rollout("r1", Strategies.standard(), "limit", "a1", "a2")
          .settle()
          .apply("a1");

  private List<Admission.Move> admitted(Admission.Inventory inventory) {
    return Admission.admit(scene.sight(), inventory, scene.now());
  }

  /// The store as it was while the rollout was turned back; the node was returned since.
  private void restoreWhileRollingBack() {
    scene.forget("a1");
    Rollout rollout = scene.rollout("r1");
    scene.put(
        rollout.withStatus(Statuses.in(rollout.status(), Phase.ROLLING_BACK, "red", scene.now())));
  }

  @Test
  void aRollbackThatIsOverIsNotRepeated() {
    restoreWhileRollingBack();
    assertThat(admitted(Admission.Inventory.NONE)).isEmpty();
  }

  @Test
  void anOrderAfterTheNodeSpokeLetsTheRollbackGoOn() {
    restoreWhileRollingBack();
    scene.pass(Strategies.BAKE);
    scene.put(ordered(scene.rollout("r1")));
    assertThat(admitted(Admission.Inventory.NONE))
        .singleElement()
        .satisfies(move -> assertThat(move.kind()).isEqualTo(Ref.Reason.ROLLBACK));
  }

  private Rollout ordered(Rollout rollout) {
    Orders.Request retry = new Orders.Request(Verb.RETRY, "ben", "", scene.now());
    return Orders.place(rollout, retry) instanceof Orders.Placed.Accepted(Rollout next)
        ? next
        : rollout;
  }

  @Test
  void whatTheInventoryAskedForThenIsNotDone() {
    Scene other = new Scene().nodes("c1", "a1", "a2").forget("a1").refuse("a1");
    Admission.Inventory inventory =
        new Admission.Inventory(
            List.of(new ResourceName("a1")),
            Strategies.standard().domain(),
            Strategies.standard().maxUnavailable());
    assertThat(Admission.admit(other.sight(), inventory, other.now())).isEmpty();
  }

  @Test
  void refusalsOfOlderRefsTurnNothingBack() {
    scene.forget("a1").refuse("a1");
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    assertThat(scene.node("a1").facts().ref().map(Ref::kind))
        .isEqualTo(Optional.of(Ref.Reason.NORMAL));
  }
}
