package io.skerry.control.runtime;

import static io.skerry.control.fleet.Declarations.cell;
import static io.skerry.control.fleet.Declarations.name;
import static io.skerry.control.fleet.Declarations.node;
import static io.skerry.control.fleet.Declarations.policy;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.Ulid;
import io.skerry.control.api.write.Operator;
import io.skerry.control.fleet.Declarations;
import io.skerry.control.fleet.Declared;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.RolloutSamples;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.history.AcceptedEvent;
import io.skerry.control.lease.Term;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.OnFailure;
import io.skerry.schema.model.TenantName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.InMemoryStore;
import io.skerry.schema.store.StoreFaults.CommitFault;
import io.skerry.schema.store.Txn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Leaders come, lose answers, crash between transactions, overlap with their successors and meet a
/// history that fails, while operators keep declaring and giving orders, nodes follow or refuse,
/// and time passes. [AuditedStore] checks every accepted transaction; at the end every rollout must
/// have ended and every node have what it must have. One thread, one seed, one run.
final class LeaderSimulation {

  private static final int STEPS = 800;
  private static final int PATIENCE = 3000;
  private static final int CELLS = 3;
  private static final Keys KEYS = new Keys(new ResourceName("local"));

  /// The process ends here.
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// One run of the simulation.
  private static final class Run {

    private final SplittableRandom random;
    private final InMemoryStore memory;
    private final AuditedStore store;
    private final MemoryHistory history = new MemoryHistory();
    private final List<SimulatedReplica> replicas = new ArrayList<>();
    private final Set<ResourceName> poison = new HashSet<>();
    private final List<ResourceId> rollouts = new ArrayList<>();
    private final SimulatedNodes nodes;
    private final Operator operator;
    private final Operator approver;
    private final InstantSource clock = this::tick;
    private final IdSource ids = this::nextUlid;
    private Instant now = Declarations.EPOCH;
    private long serial;
    private boolean calm;

    Run(long seed) {
      random = new SplittableRandom(seed);
      memory = new InMemoryStore(() -> now);
      store = new AuditedStore(memory, KEYS);
      store.beforeCommit(this::maybeFail);
      nodes = new SimulatedNodes(store, KEYS);
      operator = new Operator(store, KEYS, clock, ids, "operator");
      approver = new Operator(store, KEYS, clock, ids, "approver");
    }

    private Instant tick() {
      now = now.plusMillis(1);
      return now;
    }

    private String nextUlid() {
      serial++;
      return Ulid.from(new java.util.UUID(now.toEpochMilli() << 16, serial)).toString();
    }

    private void maybeFail() {
      if (calm) {
        return;
      }
      switch (random.nextInt(14)) {
        case 0 -> memory.faults().failNextCommit(CommitFault.REPLY_LOST_AFTER_EFFECT);
        case 1 -> memory.faults().failNextCommit(CommitFault.REPLY_LOST_WITHOUT_EFFECT);
        case 2 -> memory.faults().failNextCommit(CommitFault.UNAVAILABLE);
        case 3 -> memory.faults().failNextCommit(CommitFault.CONFLICT);
        case 4 -> store.delayNext();
        case 5 -> throw new Crash();
        default -> tick();
      }
    }

    void play() throws InterruptedException {
      calmly(
          () -> {
            for (int i = 0; i < CELLS; i++) {
              operator.declare(cell("cell-" + i, "region-" + i));
            }
            operator.declare(withApproval("careful"));
          });
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      converge();
    }

    private void step() throws InterruptedException {
      switch (random.nextInt(40)) {
        case 0, 1 -> calmly(this::operate);
        case 2 -> calmly(this::order);
        case 3, 4, 5, 6 -> calmly(this::followSome);
        case 7 -> now = now.plusSeconds(random.nextInt(1, 90));
        case 8 -> elect();
        case 9, 10 -> failHistory();
        case 11 -> calmly(store::arrive);
        default -> act();
      }
    }

    private void calmly(Runnable action) {
      boolean before = calm;
      calm = true;
      action.run();
      calm = before;
    }

    private void act() throws InterruptedException {
      if (replicas.isEmpty()) {
        return;
      }
      SimulatedReplica replica = replicas.get(random.nextInt(replicas.size()));
      try {
        switch (random.nextInt(8)) {
          case 0, 1, 2, 3 -> replica.see();
          case 4, 5, 6 -> replica.reconcile();
          default -> replica.drain();
        }
      } catch (Crash crash) {
        replica.crash();
        replicas.remove(replica);
      }
      replicas.removeIf(SimulatedReplica::isFenced);
    }

    private void operate() {
      int which = random.nextInt(6);
      switch (random.nextInt(6)) {
        case 0 -> operator.declare(node("node-" + which, "cell-" + random.nextInt(CELLS)));
        case 1 ->
            rollouts.addAll(
                operator.delete(
                    new ResourceId(Kind.POLICY, TenantName.DEFAULT, name("policy-" + which))));
        case 2 -> operator.delete(ResourceId.cluster(Kind.NODE, name("node-" + which)));
        default -> change(which);
      }
    }

    private void change(int which) {
      List<ResourceId> made =
          operator.declare(
              Declarations.withStrategy(
                  policy("policy-" + which, serial + 1, "v" + serial, somewhere()),
                  List.of("fast", "standard", "careful", "breakglass").get(random.nextInt(4))));
      rollouts.addAll(made);
      if (random.nextInt(4) == 0) {
        made.forEach(it -> poison.add(it.name()));
      }
    }

    private void order() {
      if (!rollouts.isEmpty()) {
        ResourceId rollout = rollouts.get(random.nextInt(rollouts.size()));
        Verb verb = List.of(Verb.values()).get(random.nextInt(Verb.values().length));
        (verb == Verb.APPROVE ? approver : operator).order(rollout, verb);
      }
    }

    private void followSome() {
      FleetImage image = operator.image();
      image
          .nodes()
          .map(it -> it.metadata().name())
          .filter(_ -> random.nextInt(3) > 0)
          .toList()
          .forEach(node -> nodes.follow(image, node, this::isPoisonous));
    }

    private boolean isPoisonous(Ref ref) {
      return !Collections.disjoint(ref.carries(), poison);
    }

    private static RolloutStrategy withApproval(String name) {
      RolloutStrategy.Spec once = RolloutSamples.atOnce(name).spec();
      return new RolloutStrategy(
          Declarations.metadata(name, TenantName.NONE, 1),
          new RolloutStrategy.Spec(
              once.domain(),
              once.order(),
              List.of(
                  RolloutSamples.wave("one", new Amount.Count(1), false),
                  RolloutSamples.wave("half", new Amount.Percent(50), true),
                  RolloutSamples.wave("rest", new Amount.Percent(100), false)),
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              new Amount.Percent(50),
              once.gates(),
              OnFailure.HOLD));
    }

    private Placement somewhere() {
      return random.nextBoolean()
          ? Placement.EVERYWHERE
          : new Placement(
              Set.of(),
              Set.of(),
              Set.of(name("cell-" + random.nextInt(CELLS))),
              Optional.empty(),
              List.of(),
              0,
              Optional.empty());
    }

    /// A new leader, while the former one may still believe in itself.
    private void elect() {
      boolean before = calm;
      calm = true;
      Member member = new Member("replica-" + serial, "http://replica", clock.instant());
      var _ = store.commit(Txn.builder().delete(KEYS.leader()).build());
      var lease = memory.grantLease(Duration.ofDays(1));
      var won =
          store.commit(
              Txn.builder()
                  .requireAbsent(KEYS.leader())
                  .putLeased(KEYS.leader(), member, lease)
                  .build());
      calm = before;
      if (won instanceof CommitOutcome.Committed(var revision)) {
        replicas.add(new SimulatedReplica(store, KEYS, new Term(revision), history, clock, ids));
      }
    }

    private void failHistory() {
      history.failNext(
          random.nextBoolean()
              ? MemoryHistory.Fault.WITHOUT_EFFECT
              : MemoryHistory.Fault.ANSWER_LOST);
    }

    private void converge() throws InterruptedException {
      calm = true;
      history.failNext(MemoryHistory.Fault.NONE);
      store.arrive();
      elect();
      SimulatedReplica leader = replicas.getLast();
      long movedUnderFaults = moves();
      int quiet = 0;
      for (int i = 0; i < PATIENCE && quiet < 3; i++) {
        boolean news = leader.see();
        boolean reconciled = leader.reconcile();
        boolean done = leader.drain() && reconciled;
        boolean goesOn = news || !done || nodes.follow(operator.image(), this::isPoisonous);
        quiet = goesOn || decide(leader) ? 0 : quiet + 1;
      }
      assertThat(quiet).as("quiet passes at the end").isEqualTo(3);
      assertThat(leader.isFenced()).isFalse();
      assertConverged(leader);
      assertThat(movedUnderFaults).as("moves while things failed").isPositive();
      assertThat(store.rules().decisions()).as("decisions").isPositive();
    }

    /// Lets time pass until the leader wants to look again, else lets operators end what waits for
    /// them.
    private boolean decide(SimulatedReplica leader) {
      if (leader.wake().filter(at -> at.isAfter(now)).isPresent()) {
        now = leader.wake().orElseThrow();
        return true;
      }
      boolean ordered = false;
      for (var rollout : leader.image().rollouts().toList()) {
        ResourceId id = rollout.value().id();
        ordered |=
            switch (rollout.value().status().phase()) {
              case PAUSED -> operator.order(id, Verb.RESUME).isPresent();
              case AWAITING_APPROVAL -> approver.order(id, Verb.APPROVE).isPresent();
              case HELD -> operator.order(id, Verb.ROLLBACK).isPresent();
              case ABORTED, SUCCEEDED ->
                  poison.contains(id.name()) && operator.order(id, Verb.ROLLBACK).isPresent();
              default -> false;
            };
      }
      return ordered;
    }

    private long moves() {
      return store.accepted().stream().filter(event -> event.via().equals("rollout")).count();
    }

    private void assertConverged(SimulatedReplica leader) {
      assertThat(leader.image().rollouts().map(it -> it.value().status()))
          .as("every rollout ended")
          .noneMatch(it -> it.phase().isActive() || it.phase() == Phase.ROLLING_BACK);
      Editions editions =
          Editions.of(
              new Declared(leader.image()),
              Rollouts.of(leader.image().rollouts().map(Versioned::value).toList()));
      Map<ResourceName, Digest> wanted = new TreeMap<>();
      for (ResourceName node : editions.nodeNames()) {
        Set<ResourceName> carries =
            leader.image().refs().get(node).map(it -> it.value().carries()).orElse(Set.of());
        editions.snapshotOf(node, carries).ifPresent(it -> wanted.put(node, it.digest()));
      }
      Map<ResourceName, Digest> told = new TreeMap<>();
      leader.image().refs().asMap().forEach((node, ref) -> told.put(node, snapshot(ref)));
      told.keySet().retainAll(wanted.keySet());
      assertThat(told).isEqualTo(wanted);
      assertThat(leader.image().outbox().isEmpty()).isTrue();
      assertThat(history.rows().stream().map(AcceptedEvent::event).map(AuditEvent::id))
          .as("every accepted transaction, once")
          .containsExactlyInAnyOrderElementsOf(
              store.accepted().stream().map(AuditEvent::id).toList());
    }

    private static Digest snapshot(Versioned<Ref> ref) {
      return ref.value().snapshot();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void convergesWhateverFails(long seed) throws InterruptedException {
    new Run(seed).play();
  }
}
