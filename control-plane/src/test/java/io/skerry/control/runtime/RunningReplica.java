package io.skerry.control.runtime;

import com.github.f4b6a3.ulid.UlidCreator;
import io.skerry.control.api.write.Operator;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.WrittenRefs;
import io.skerry.control.lease.Term;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.EtcdConfig;
import io.skerry.schema.store.EtcdStore;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.WatchLoop;
import io.skerry.schema.store.WatchPace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/// A replica without its REST edge, on a real store, with a history in memory.
final class RunningReplica implements AutoCloseable {

  static final Keys KEYS = new Keys(new ResourceName("local"));

  static final IdSource IDS = () -> UlidCreator.getMonotonicUlid().toString();

  private static final WatchPace PACE =
      new WatchPace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1),
          Duration.ofMillis(50),
          Duration.ofMillis(500));

  private final StateStore store;
  private final WrittenRefs written = new WrittenRefs();
  private final FleetView view = new FleetView(KEYS, written, 1000);
  private final Office office = new Office();
  private final LeaderDuties duties;
  private final WatchLoop watch;
  private final LeaseLoop lease;
  private final MemoryHistory history;

  private RunningReplica(String name, StateStore store, Duration ttl, MemoryHistory history) {
    this.store = store;
    this.history = history;
    InstantSource clock = InstantSource.system();
    Replica replica = new Replica(store, KEYS, view, office, clock, new Random(name.hashCode()));
    BoundedThreads threads = new BoundedThreads(name + "-writes", RefWriter.WIDTH);
    Clerk clerk = new Clerk(store, KEYS, clock, IDS);
    LeaderWriters writers =
        new LeaderWriters(
            new RolloutWriter(clerk, threads, new TargetsInView(view)),
            new RefWriter(clerk, written, threads));
    duties =
        new LeaderDuties(
            office,
            List.of(
                new ReconcilerLoop(replica, writers, new EvidenceDesk()),
                new DrainerLoop(replica, history)),
            replica.random());
    office.observe(duties);
    watch =
        WatchLoop.start(
            new WatchLoop.Parts(
                store,
                KEYS.all(),
                view,
                PACE,
                clock,
                replica.random(),
                task -> Thread.ofVirtual().unstarted(task)));
    lease =
        new LeaseLoop(
            replica, new LeaseLoop.Candidate(new ResourceName(name), "http://" + name, ttl));
    lease.start();
  }

  /// Starts a replica that draws into a history shared with others.
  static RunningReplica start(String name, EtcdConfig config, Duration ttl, MemoryHistory history) {
    return start(name, new EtcdStore(config, InstantSource.system()), ttl, history);
  }

  /// The same, with its own way to the store, which it closes.
  static RunningReplica start(String name, StateStore store, Duration ttl, MemoryHistory history) {
    return new RunningReplica(name, store, ttl, history);
  }

  /// Its way to the store, for replicas that were given a mortal one.
  MortalStore mortal() {
    return (MortalStore) store;
  }

  boolean leads() {
    return office.term().isPresent();
  }

  Term term() {
    return office.term().orElseThrow();
  }

  FleetView view() {
    return view;
  }

  StateStore store() {
    return store;
  }

  Operator operator() {
    return new Operator(store, KEYS, InstantSource.system(), IDS, "operator");
  }

  MemoryHistory history() {
    return history;
  }

  /// Ends it in good order.
  @Override
  public void close() {
    lease.close();
    duties.close();
    watch.close();
    store.close();
  }
}
