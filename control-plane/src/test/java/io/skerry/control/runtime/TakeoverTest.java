package io.skerry.control.runtime;

import static io.skerry.control.fleet.Declarations.cell;
import static io.skerry.control.fleet.Declarations.name;
import static io.skerry.control.fleet.Declarations.node;
import static io.skerry.control.fleet.Declarations.policy;
import static io.skerry.control.fleet.RolloutSamples.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.control.fleet.Declared;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.lease.Term;
import io.skerry.policy.compile.Compilation;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.EtcdProcess;
import io.skerry.schema.store.TcpProxy;
import io.skerry.schema.store.Txn;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two replicas on one real etcd: who leads, who takes over, and what a former leader can still do.
final class TakeoverTest {

  private static final Duration LONG_TTL = Duration.ofSeconds(30);
  private static final Duration SHORT_TTL = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final EtcdProcess etcd = EtcdProcess.start();
  private final TcpProxy link = new TcpProxy(etcd.clientPort());

  @AfterEach
  void stop() {
    link.close();
    etcd.close();
  }

  private RunningReplica leading(Duration ttl) {
    RunningReplica first = RunningReplica.start("first", link.config(), ttl, new MemoryHistory());
    await().atMost(PATIENCE).until(first::leads);
    return first;
  }

  private RunningReplica standby(RunningReplica leader, Duration ttl) {
    RunningReplica second = RunningReplica.start("second", etcd.config(), ttl, leader.history());
    await().atMost(PATIENCE).until(() -> second.view().caughtUp());
    return second;
  }

  private static void declare(RunningReplica through, Resource... resources) {
    through.operator().declare(resources);
  }

  /// Lets the nodes follow, and tells whether everything declared has reached all of them.
  private static boolean isReconciled(RunningReplica replica) {
    FleetImage image = replica.view().image();
    new SimulatedNodes(replica.store(), RunningReplica.KEYS).follow(image, _ -> false);
    Map<ResourceName, Digest> told = new TreeMap<>();
    image.refs().asMap().forEach((node, ref) -> told.put(node, ref.value().snapshot()));
    Map<ResourceName, Digest> wanted = Compilation.of(new Declared(image)).desired();
    return !wanted.isEmpty()
        && told.equals(wanted)
        && image.rollouts().noneMatch(it -> it.value().isActive());
  }

  private static Ref ref(RunningReplica replica, String node) {
    return replica.view().image().refs().get(name(node)).map(Versioned::value).orElseThrow();
  }

  @Test
  void aLeaderThatStopsHandsOverAtOnce() {
    RunningReplica first = leading(LONG_TTL);
    try (RunningReplica second = standby(first, LONG_TTL)) {
      assertThat(second.leads()).isFalse();

      first.close();

      await().atMost(Duration.ofSeconds(5)).until(second::leads);
    }
  }

  @Test
  void theNextLeaderFinishesWhatWasDeclared() {
    RunningReplica first = leading(LONG_TTL);
    try (RunningReplica second = standby(first, LONG_TTL)) {
      declare(first, atOnce("standard"));
      declare(first, cell("c1", "r1"), node("n1", "c1"), node("n2", "c1"), policy("p", 1, "a"));
      await().atMost(PATIENCE).until(() -> isReconciled(second));
      long generation = ref(second, "n2").generation();

      first.close();
      declare(second, policy("p", 2, "b"));

      await()
          .atMost(PATIENCE)
          .until(() -> isReconciled(second) && ref(second, "n2").generation() > generation);
      await().atMost(PATIENCE).until(() -> second.view().image().outbox().isEmpty());
      assertThat(second.history().rows())
          .extracting(row -> row.event().via())
          .contains("api", "rollout");
      assertThat(second.history().rows())
          .extracting(row -> row.event().id())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aLeaderThatFallsSilentIsReplacedAndItsWritesAreRefused() {
    RunningReplica first = leading(SHORT_TTL);
    try (first;
        RunningReplica second = standby(first, SHORT_TTL)) {
      Term former = first.term();

      link.refuse();

      await().atMost(PATIENCE).until(second::leads);
      await().atMost(PATIENCE).until(() -> !first.leads());
      assertThat(second.term().number()).isGreaterThan(former.number());
      link.relay();
      CommitOutcome late =
          second
              .store()
              .commit(
                  Txn.builder()
                      .require(former.fence(RunningReplica.KEYS))
                      .put(
                          RunningReplica.KEYS.resource(cell("late", "r1").id()), cell("late", "r1"))
                      .build());
      assertThat(late).isEqualTo(new CommitOutcome.Fenced());
      await().atMost(PATIENCE).until(() -> first.view().caughtUp());
      assertThat(first.leads()).isFalse();
    }
  }

  @Test
  void aResourceThatCannotBeReadStopsMovesUntilItIsGone() {
    try (RunningReplica only = leading(LONG_TTL)) {
      declare(only, atOnce("standard"));
      declare(only, cell("c1", "r1"), node("n1", "c1"), policy("p", 1, "a"));
      await().atMost(PATIENCE).until(() -> isReconciled(only));

      var foreign = RunningReplica.KEYS.resource(policy("foreign", 1, "x").id());
      Unreadable.write(only.store(), foreign);
      await().atMost(PATIENCE).until(() -> !only.view().image().unreadable().isEmpty());
      declare(only, policy("p", 2, "b"));
      declare(only, node("n2", "c1"));
      await().atMost(PATIENCE).until(() -> only.view().image().node(name("n2")).isPresent());
      assertThat(only.view().image().refs().has(name("n2"))).isFalse();

      only.store().commit(Txn.builder().delete(foreign).build());

      await().atMost(PATIENCE).until(() -> isReconciled(only));
      assertThat(ref(only, "n1").carries()).isNotEmpty();
    }
  }
}
