package io.skerry.control.runtime;

import static io.skerry.control.fleet.Declarations.cell;
import static io.skerry.control.fleet.Declarations.name;
import static io.skerry.control.fleet.Declarations.node;
import static io.skerry.control.fleet.Declarations.policy;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.Ulid;
import io.skerry.control.fleet.Declarations;
import io.skerry.control.fleet.Declared;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.history.AcceptedEvent;
import io.skerry.control.lease.Term;
import io.skerry.policy.compile.Compilation;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.InMemoryStore;
import io.skerry.schema.store.StoreFaults.CommitFault;
import io.skerry.schema.store.Txn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Leaders come, lose answers, crash between transactions, overlap with their successors and meet a
/// history that fails, while operators keep declaring. [AuditedStore] checks every accepted
/// transaction; at the end everything must have converged. One thread, one seed, one run.
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
      calm = true;
      for (int i = 0; i < CELLS; i++) {
        declare(cell("cell-" + i, "region-" + i));
      }
      calm = false;
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      converge();
    }

    private void step() throws InterruptedException {
      switch (random.nextInt(40)) {
        case 0, 1, 2, 3, 4 -> operate();
        case 5 -> elect();
        case 6, 7 -> failHistory();
        case 8 -> arrive();
        default -> act();
      }
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
      boolean before = calm;
      calm = true;
      int which = random.nextInt(6);
      switch (random.nextInt(5)) {
        case 0 -> declare(node("node-" + which, "cell-" + random.nextInt(CELLS)));
        case 1 -> delete(new ResourceId(Kind.POLICY, TenantName.DEFAULT, name("policy-" + which)));
        case 2 -> delete(ResourceId.cluster(Kind.NODE, name("node-" + which)));
        default -> declare(policy("policy-" + which, serial + 1, "v" + serial, somewhere()));
      }
      calm = before;
    }

    private Placement somewhere() {
      return random.nextBoolean()
          ? Placement.EVERYWHERE
          : new Placement(
              java.util.Set.of(),
              java.util.Set.of(),
              java.util.Set.of(name("cell-" + random.nextInt(CELLS))),
              Optional.empty(),
              List.of(),
              0,
              Optional.empty());
    }

    private void declare(Resource resource) {
      commit(Txn.builder().put(KEYS.resource(resource.id()), resource), resource.id(), true);
    }

    private void delete(ResourceId id) {
      commit(Txn.builder().delete(KEYS.resource(id)), id, false);
    }

    private void commit(Txn.Builder txn, ResourceId id, boolean exists) {
      String ulid = ids.nextUlid();
      var verb = exists ? AuditEvent.Verb.UPDATED : AuditEvent.Verb.DELETED;
      var change =
          new AuditEvent.Change.ResourceChanged(id, verb, 1, Optional.empty(), Optional.empty());
      txn.put(
          KEYS.outbox(ulid),
          new AuditEvent(ulid, clock.instant(), "operator", "api", "request", List.of(change)));
      assertThat(store.commit(txn.build())).isInstanceOf(CommitOutcome.Committed.class);
    }

    /// A new leader, while the former one may still believe in itself.
    private void elect() {
      boolean before = calm;
      calm = true;
      Member member = new Member("replica-" + serial, "http://replica", clock.instant());
      store.commit(Txn.builder().delete(KEYS.leader()).build());
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

    private void arrive() {
      boolean before = calm;
      calm = true;
      store.arrive();
      calm = before;
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
      arrive();
      elect();
      SimulatedReplica leader = replicas.getLast();
      long movedUnderFaults = moves();
      int quiet = 0;
      for (int i = 0; i < PATIENCE && quiet < 3; i++) {
        boolean news = leader.see();
        boolean reconciled = leader.reconcile();
        boolean done = leader.drain() && reconciled;
        quiet = !news && done ? quiet + 1 : 0;
      }
      assertThat(quiet).as("quiet passes at the end").isEqualTo(3);
      assertThat(leader.isFenced()).isFalse();
      assertConverged(leader);
      assertThat(movedUnderFaults).as("moves while things failed").isPositive();
    }

    private long moves() {
      return store.accepted().stream().filter(event -> event.via().equals("rollout")).count();
    }

    private void assertConverged(SimulatedReplica leader) {
      Map<ResourceName, Digest> wanted = Compilation.of(new Declared(leader.image())).desired();
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

    private static Digest snapshot(Versioned<io.skerry.schema.model.Ref> ref) {
      return ref.value().snapshot();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void convergesWhateverFails(long seed) throws InterruptedException {
    new Run(seed).play();
  }
}
