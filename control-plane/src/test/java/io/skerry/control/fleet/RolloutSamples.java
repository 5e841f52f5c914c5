package io.skerry.control.fleet;

import io.skerry.schema.model.Domain;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Order;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.Rollout.WaveStatus;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.TenantName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Rollouts and strategies for tests.
public final class RolloutSamples {

  /// A name as rollouts have.
  public static final ResourceName NAME = new ResourceName("01jd0000000000000000000000");

  private RolloutSamples() {}

  /// A strategy that moves every node at once, with the name of a built-in one, which it replaces.
  public static RolloutStrategy atOnce(String name) {
    return new RolloutStrategy(
        Declarations.metadata(name, TenantName.NONE, 1),
        new RolloutStrategy.Spec(
            Domain.CELL,
            List.of(),
            List.of(wave("all", new Amount.Percent(100), false)),
            Duration.ZERO,
            Duration.ofMinutes(10),
            new Amount.Percent(100),
            List.of(),
            RolloutStrategy.OnFailure.HOLD));
  }

  /// A wave that bakes as long as its strategy says.
  public static RolloutStrategy.Wave wave(
      String name, RolloutStrategy.Size size, boolean approval) {
    return new RolloutStrategy.Wave(
        new ResourceName(name), size, Optional.empty(), approval, Optional.empty());
  }

  /// A rollout by `author@1` of a policy, in a phase, with two waves of which some are admitted.
  public static Rollout in(Phase phase, int admitted, Order... orders) {
    Policy before = Declarations.policy("p", 1, "a");
    Policy after = Declarations.policy("p", 2, "b");
    return new Rollout(
        Declarations.metadata(NAME.value(), TenantName.DEFAULT, 1),
        new Rollout.Spec(
            List.of(new Rollout.Change(after.id(), Optional.of(before), Optional.of(after))),
            new ResourceName("standard"),
            atOnce("standard").spec(),
            "author@1",
            Optional.empty(),
            List.of(),
            List.of(orders)),
        new Rollout.Status(
            phase,
            "",
            Declarations.EPOCH,
            0,
            Optional.empty(),
            List.of(waveStatus("one", admitted > 0), waveStatus("two", admitted > 1))));
  }

  /// The identity of that rollout.
  public static ResourceId id() {
    return new ResourceId(Kind.ROLLOUT, TenantName.DEFAULT, NAME);
  }

  /// An order of `operator@1`.
  public static Order order(Verb verb, int wave) {
    return new Order(verb, wave, "operator@1", Declarations.EPOCH, "");
  }

  private static WaveStatus waveStatus(String name, boolean admitted) {
    return new WaveStatus(
        new ResourceName(name),
        1,
        admitted ? Optional.of(Declarations.EPOCH) : Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
