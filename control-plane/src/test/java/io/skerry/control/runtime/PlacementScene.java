package io.skerry.control.runtime;

import com.github.f4b6a3.ulid.UlidCreator;
import io.skerry.control.api.write.Operator;
import io.skerry.control.fleet.Declarations;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.fleet.WrittenRefs;
import io.skerry.control.lease.Term;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.InMemoryStore;
import io.skerry.schema.store.Txn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// A cell with one leader and nodes that follow their refs unless they are cut off; time passes
/// when a test says so.
final class PlacementScene implements AutoCloseable {

  static final Duration GRACE = Duration.ofMinutes(5);

  private static final Keys KEYS = new Keys(new ResourceName("local"));
  private static final int MOST_PASSES = 400;

  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final InstantSource clock = () -> now;
  private final IdSource ids = () -> UlidCreator.getMonotonicUlid().toString();
  private final InMemoryStore store = new InMemoryStore(clock);
  private final Operator operator = new Operator(store, KEYS, clock, ids, "operator");
  private final SimulatedNodes nodes = new SimulatedNodes(store, KEYS);
  private final Set<ResourceName> cutOff = new HashSet<>();
  private final Term term;
  private final SimulatedReplica leader;
  private final EvictionLoop evictions;

  PlacementScene() {
    term = elect();
    leader = new SimulatedReplica(store, KEYS, term, new MemoryHistory(), clock, ids);
    evictions =
        new EvictionLoop(
            new Replica(
                store,
                KEYS,
                new FleetView(KEYS, new WrittenRefs(), 10),
                new Office(),
                clock,
                new Random(1)),
            new Clerk(store, KEYS, clock, ids),
            new EvictionLoop.Pace(Duration.ofSeconds(10), GRACE, Duration.ofSeconds(30)));
  }

  private Term elect() {
    CommitOutcome outcome =
        store.commit(Txn.builder().put(KEYS.leader(), new Member("cp", "http://cp", now)).build());
    return new Term(((CommitOutcome.Committed) outcome).revision());
  }

  PlacementScene declare(Resource... resources) throws InterruptedException {
    operator.declare(resources);
    return settle();
  }

  /// Lets leader and nodes do all they can.
  PlacementScene settle() throws InterruptedException {
    int quiet = 0;
    for (int pass = 0; quiet < 3; pass++) {
      if (pass > MOST_PASSES) {
        throw new AssertionError("never comes to rest");
      }
      boolean saw = leader.see();
      boolean done = leader.reconcile();
      boolean news = false;
      for (ResourceName node : image().nodes().map(it -> it.metadata().name()).toList()) {
        news |= !cutOff.contains(node) && nodes.follow(image(), node, _ -> false);
      }
      quiet = saw || news || !done ? 0 : quiet + 1;
    }
    return this;
  }

  /// Time passes, and the leader looks whom to evict.
  PlacementScene pass(Duration time) throws InterruptedException {
    now = now.plus(time);
    settle();
    evictions.look(image(), term);
    return settle();
  }

  /// Nodes are not heard any more.
  PlacementScene silence(ResourceName... silent) throws InterruptedException {
    for (ResourceName node : silent) {
      cutOff.add(node);
      NodeStatus said = status(node);
      var _ =
          store.commit(
              Txn.builder()
                  .put(KEYS.status(node), said.reachable(Reachability.SILENT, now))
                  .build());
    }
    return settle();
  }

  /// A node is heard again.
  PlacementScene hear(ResourceName node) throws InterruptedException {
    cutOff.remove(node);
    return settle();
  }

  /// A node says something else.
  PlacementScene say(NodeStatus status) throws InterruptedException {
    var _ = store.commit(Txn.builder().put(KEYS.status(status.node()), status).build());
    return settle();
  }

  Instant now() {
    return now;
  }

  FleetImage image() {
    return operator.image();
  }

  NodeStatus status(ResourceName node) {
    return image().statuses().get(node).map(Versioned::value).orElseThrow();
  }

  Ref ref(ResourceName node) {
    return image().refs().get(node).map(Versioned::value).orElseThrow();
  }

  /// The nodes whose refs have a service.
  Set<ResourceName> hosts(String service) {
    Set<ResourceName> hosts = new TreeSet<>();
    image().refs().asMap().values().stream()
        .map(Versioned::value)
        .filter(ref -> entries(ref).contains("service/" + service))
        .forEach(ref -> hosts.add(ref.node()));
    return hosts;
  }

  private Set<String> entries(Ref ref) {
    Set<String> names = new HashSet<>();
    Optional<Snapshot> snapshot =
        store.get(KEYS.snapshot(ref.snapshot())).map(it -> it.decode().orThrow());
    snapshot.ifPresent(it -> it.entries().forEach(entry -> names.add(entry.name())));
    return names;
  }

  /// How many audit events came in some way.
  long audited(String via) {
    return image().outbox().asMap().keySet().stream()
        .map(id -> store.get(KEYS.outbox(id)).orElseThrow().decode().orThrow())
        .filter(event -> event.via().equals(via))
        .count();
  }

  static ResourceName name(String text) {
    return Declarations.name(text);
  }

  @Override
  public void close() {
    leader.crash();
    store.close();
  }
}
