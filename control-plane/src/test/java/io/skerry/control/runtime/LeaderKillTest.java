package io.skerry.control.runtime;

import static io.skerry.control.fleet.Declarations.cell;
import static io.skerry.control.fleet.Declarations.node;
import static io.skerry.control.fleet.Declarations.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.control.api.write.Operator;
import io.skerry.control.fleet.Declarations;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.RolloutSamples;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.TenantName;
import io.skerry.schema.store.EtcdProcess;
import io.skerry.schema.store.EtcdStore;
import io.skerry.schema.store.Txn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/// The leader is killed at every one of its writes in the course of a rollout, with and without
/// that write arriving, on a real etcd. Its successor ends the rollout, and no wave is ever decided
/// wrongly or twice.
final class LeaderKillTest {

  private static final Duration TTL = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int NODES = 6;

  /// More with `./skerry bench kills N`.
  private static final int KILLS = Integer.getInteger("skerry.kills", 26);

  /// What a leader writes in the course of one rollout here, at least.
  private static final int WRITES = 10;

  private final EtcdProcess etcd = EtcdProcess.start();
  private final EtcdStore store = new EtcdStore(etcd.config(), InstantSource.system());
  private final Map<Revision, Txn> accepted = new ConcurrentSkipListMap<>();
  private final MortalStore mine = new MortalStore(store, accepted);
  private final Operator operator =
      new Operator(
          mine, RunningReplica.KEYS, InstantSource.system(), RunningReplica.IDS, "operator");
  private final MemoryHistory history = new MemoryHistory();

  @AfterEach
  void stop() {
    store.close();
    etcd.close();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void whoeverLeadsNextGoesOnExactlyWhereTheKilledLeaderWas() {
    declareFleet();
    RunningReplica leader = replica("replica-0");
    await().atMost(PATIENCE).until(leader::leads);
    await().atMost(PATIENCE).until(this::allFollow);
    int killed = 0;
    for (int i = 1; i <= KILLS; i++) {
      RunningReplica next = replica("replica-" + i);
      await().atMost(PATIENCE).until(() -> next.view().caughtUp());
      leader.mortal().dieAt(1 + (i - 1) / 2 % WRITES, i % 2 == 0);

      List<ResourceId> made = operator.declare(policy("p", i, "v" + i));

      RunningReplica doomed = leader;
      await().atMost(PATIENCE).until(() -> hasEnded(made) || doomed.mortal().isDead());
      boolean isKilled = doomed.mortal().isDead();
      if (isKilled) {
        killed++;
        expireLeader();
      } else {
        doomed.close();
      }
      await().atMost(PATIENCE).until(next::leads);
      await().atMost(PATIENCE).until(() -> hasEnded(made));
      if (isKilled) {
        doomed.close();
      }
      leader = next;
    }
    leader.close();

    RolloutRules rules = new RolloutRules(RunningReplica.KEYS);
    accepted.values().forEach(rules::accept);
    assertThat(killed).as("leaders killed in the middle of a rollout").isGreaterThan(KILLS / 2);
    assertThat(rules.decisions()).as("decisions").isGreaterThan(KILLS * 4);
    report(rules, killed);
  }

  private void declareFleet() {
    operator.declare(inThree("standard"));
    operator.declare(cell("c1", "r1"), cell("c2", "r2"));
    for (int i = 0; i < NODES; i++) {
      operator.declare(node("n" + i, "c" + (1 + i % 2)));
    }
  }

  /// For whoever asked for more kills than a build makes.
  private static void report(RolloutRules rules, int killed) {
    LoggerFactory.getLogger(LeaderKillTest.class)
        .info(
            "{} leaders, {} killed in the middle of a rollout, {} decisions, none wrong or"
                + " repeated",
            KILLS,
            killed,
            rules.decisions());
  }

  private RunningReplica replica(String name) {
    MortalStore way =
        new MortalStore(new EtcdStore(etcd.config(), InstantSource.system()), accepted);
    return RunningReplica.start(name, way, TTL, history);
  }

  private static RolloutStrategy inThree(String name) {
    RolloutStrategy.Spec once = RolloutSamples.atOnce(name).spec();
    return new RolloutStrategy(
        Declarations.metadata(name, TenantName.NONE, 1),
        new RolloutStrategy.Spec(
            once.domain(),
            once.order(),
            List.of(
                RolloutSamples.wave("one", new Amount.Count(1), false),
                RolloutSamples.wave("half", new Amount.Percent(50), false),
                RolloutSamples.wave("rest", new Amount.Percent(100), false)),
            Duration.ofMillis(20),
            once.deadline(),
            once.maxUnavailable(),
            once.gates(),
            once.onFailure()));
  }

  /// Lets nodes follow, and tells whether there is nothing to follow.
  private boolean allFollow() {
    FleetImage image = operator.image();
    SimulatedNodes nodes = new SimulatedNodes(mine, RunningReplica.KEYS);
    return !nodes.follow(image, _ -> false) && image.refs().size() == NODES;
  }

  /// Lets nodes follow, and tells whether the rollouts succeeded.
  private boolean hasEnded(List<ResourceId> rollouts) {
    boolean quiet = allFollow();
    return quiet
        && rollouts.stream()
            .map(operator::rollout)
            .flatMap(Optional::stream)
            .map(Versioned::value)
            .map(Rollout::status)
            .allMatch(status -> status.phase() == Phase.SUCCEEDED);
  }

  /// What the store does when the lease of a dead leader ends.
  private void expireLeader() {
    var _ = store.commit(Txn.builder().delete(RunningReplica.KEYS.leader()).build());
  }
}
