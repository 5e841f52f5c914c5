package io.skerry.control.api.rollout;

import static io.skerry.control.fleet.RolloutSamples.in;
import static io.skerry.control.fleet.RolloutSamples.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.fleet.Declarations;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Order;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OrdersTest {

  private static Rollout taken(Outcome<Rollout> outcome) {
    return outcome.orElse(problem -> in(Phase.SUPERSEDED, 0));
  }

  private static Problem refused(Outcome<Rollout> outcome) {
    return outcome instanceof Outcome.Refused<Rollout>(Problem problem)
        ? problem
        : Problem.of(ProblemCode.INTERNAL, "was taken");
  }

  private static Set<Phase> phasesThatTake(Verb verb) {
    return Arrays.stream(Phase.values())
        .filter(phase -> Orders.place(in(phase, 1), order(verb, 0)) instanceof Outcome.Done)
        .collect(Collectors.toSet());
  }

  @Test
  void everyVerbIsTakenInThePhasesWhereItMeansSomething() {
    Set<Phase> active =
        Arrays.stream(Phase.values()).filter(Phase::isActive).collect(Collectors.toSet());
    assertThat(phasesThatTake(Verb.PAUSE)).isEqualTo(active);
    assertThat(phasesThatTake(Verb.RESUME)).containsOnly(Phase.PAUSED, Phase.HELD);
    assertThat(phasesThatTake(Verb.PROMOTE))
        .containsOnly(Phase.PROGRESSING, Phase.BAKING, Phase.HELD);
    assertThat(phasesThatTake(Verb.APPROVE)).containsOnly(Phase.AWAITING_APPROVAL);
    assertThat(phasesThatTake(Verb.ABORT))
        .containsAll(active)
        .contains(Phase.ABORTED)
        .doesNotContain(Phase.SUCCEEDED, Phase.ROLLING_BACK, Phase.SUPERSEDED);
    assertThat(phasesThatTake(Verb.ROLLBACK))
        .containsAll(active)
        .contains(Phase.ABORTED, Phase.ROLLED_BACK)
        .doesNotContain(Phase.SUCCEEDED, Phase.SUPERSEDED);
    assertThat(phasesThatTake(Verb.RETRY))
        .containsOnly(Phase.PROGRESSING, Phase.BAKING, Phase.HELD);
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void theSameVerbTwiceInARowIsOneOrder(Verb verb) {
    Phase phase =
        switch (verb) {
          case RESUME -> Phase.PAUSED;
          case APPROVE -> Phase.AWAITING_APPROVAL;
          case PAUSE, PROMOTE, ABORT, ROLLBACK, RETRY -> Phase.PROGRESSING;
        };

    Rollout once = taken(Orders.place(in(phase, 1), order(verb, 1)));
    Rollout twice = taken(Orders.place(once, order(verb, 1)));

    assertThat(once.spec().orders()).containsExactly(order(verb, 1));
    assertThat(twice).isEqualTo(once);
  }

  @Test
  void ordersThatAreNotHandledYetCount() {
    Rollout paused = in(Phase.PROGRESSING, 1, order(Verb.PAUSE, 0));
    assertThat(Orders.phase(paused)).isEqualTo(Phase.PAUSED);
    assertThat(refused(Orders.place(paused, order(Verb.PROMOTE, 0))).detail())
        .endsWith("is paused: resume it first");

    Rollout aborted = in(Phase.PROGRESSING, 1, order(Verb.ABORT, 0));
    assertThat(refused(Orders.place(aborted, order(Verb.PAUSE, 0))).detail())
        .contains("is aborted: it can only be rolled back");
  }

  @Test
  void resumingAfterAnotherHoldIsAnotherOrder() {
    Rollout heldAgain = handled(in(Phase.HELD, 1, order(Verb.RESUME, 0)));

    Rollout resumed = taken(Orders.place(heldAgain, order(Verb.RESUME, 0)));

    assertThat(resumed.spec().orders()).hasSize(2);
  }

  @Test
  void theAuthorCannotApprove() {
    Order own = new Order(Verb.APPROVE, 1, "author@1", Declarations.EPOCH, "");

    Problem problem = refused(Orders.place(in(Phase.AWAITING_APPROVAL, 1), own));

    assertThat(problem.code()).isEqualTo(ProblemCode.CONFLICT);
    assertThat(problem.detail()).contains("author@1, cannot approve it: somebody else must");
  }

  @Test
  void anApprovalIsForTheNextWave() {
    assertThat(Orders.wave(in(Phase.AWAITING_APPROVAL, 1), Verb.APPROVE)).isEqualTo(1);
    assertThat(Orders.wave(in(Phase.BAKING, 2), Verb.PROMOTE)).isEqualTo(1);
    assertThat(Orders.wave(in(Phase.PENDING, 0), Verb.PAUSE)).isZero();
  }

  @Test
  void aRolloutCanAlwaysBeEnded() {
    Order[] many =
        Stream.generate(() -> order(Verb.RETRY, 0))
            .limit(Rollout.MAX_ORDERS - 10)
            .toArray(Order[]::new);
    Rollout full = handled(in(Phase.PROGRESSING, 1, many));

    assertThat(refused(Orders.place(full, order(Verb.PAUSE, 0))).detail())
        .contains("has taken 190 orders");
    assertThat(taken(Orders.place(full, order(Verb.ROLLBACK, 0))).spec().orders()).hasSize(191);
  }

  private static Rollout handled(Rollout rollout) {
    Rollout.Status status = rollout.status();
    return rollout.withStatus(
        new Rollout.Status(
            status.phase(),
            status.reason(),
            status.since(),
            rollout.spec().orders().size(),
            status.plan(),
            status.waves()));
  }
}
