package io.skerry.agent.runtime;

import io.skerry.agent.observe.ControlPlane;
import io.skerry.agent.spool.Disk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.sync.Timing;
import io.skerry.schema.store.EtcdConfig;
import io.skerry.schema.store.EtcdStore;
import io.skerry.schema.store.StateStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Everything that agents need from the platform, and what several agents in one process share: the
/// HTTP client, the connection to the store, the journal. Safe for use by any number of agents;
/// whoever makes one closes it after its agents.
public final class AgentRuntime implements AutoCloseable {

  private final Optional<SnapshotJournal> sharedJournal;
  private final StoreFactory stores;
  private final Timing timing = new Timing(InstantSource.system(), System::nanoTime);
  private final InstantSource steady = steady();
  private final Optional<ControlPlane> givenControlPlane;
  private @Nullable ControlPlane ownControlPlane;

  private AgentRuntime(Builder builder) {
    this.sharedJournal = builder.journal;
    this.stores = builder.stores;
    this.givenControlPlane = builder.controlPlane;
  }

  /// For agents that share nothing but the HTTP client: each has a journal in its own folder and a
  /// connection of its own.
  public static AgentRuntime system() {
    return builder().build();
  }

  /// Starts with what [#system] does.
  public static Builder builder() {
    return new Builder();
  }

  /// The clocks.
  public Timing timing() {
    return timing;
  }

  /// The time of day at the start of this program, going on steadily however its clock is set: what
  /// decides when something is due.
  public InstantSource steadyClock() {
    return steady;
  }

  /// A new source of jitter, for one thread.
  public RandomGenerator random() {
    return new SplittableRandom(ThreadLocalRandom.current().nextLong());
  }

  /// What tells one start of an agent from another.
  public String newBootId() {
    return UUID.randomUUID().toString();
  }

  /// The journal for an agent whose own folder this is.
  public SnapshotJournal journal(Disk disk) {
    return sharedJournal.orElseGet(() -> SnapshotJournal.open(disk));
  }

  /// An agent needs its journal no longer.
  public void release(SnapshotJournal journal) {
    if (sharedJournal.isEmpty()) {
      journal.close();
    }
  }

  /// The store at some endpoints.
  public StateStore openStore(List<String> endpoints) {
    return stores.open(endpoints);
  }

  /// The way to the control plane; made with the first call, because a start without a network
  /// needs none.
  public synchronized ControlPlane controlPlane() {
    if (givenControlPlane.isPresent()) {
      return givenControlPlane.get();
    }
    ControlPlane own = ownControlPlane;
    if (own == null) {
      own = new HttpControlPlane(executor());
      ownControlPlane = own;
    }
    return own;
  }

  /// Runs each task on a virtual thread of its own.
  public Executor executor() {
    return task -> Thread.ofVirtual().name("skerry-task").start(task);
  }

  /// Makes virtual threads of one name.
  public ThreadFactory threads(String name) {
    return Thread.ofVirtual().name(name).factory();
  }

  /// Starts a named loop on a virtual thread.
  public Thread start(String name, Runnable loop) {
    return Thread.ofVirtual().name(name).start(loop);
  }

  @Override
  public synchronized void close() {
    if (ownControlPlane != null) {
      ownControlPlane.close();
      ownControlPlane = null;
    }
  }

  private static InstantSource steady() {
    Instant start = Instant.now();
    long startNanos = System.nanoTime();
    return () -> start.plusNanos(System.nanoTime() - startNanos);
  }

  /// Collects what agents are to share. Used by one thread.
  public static final class Builder {

    private Optional<SnapshotJournal> journal = Optional.empty();
    private StoreFactory stores =
        endpoints ->
            new EtcdStore(
                EtcdConfig.of(endpoints).rotated(ThreadLocalRandom.current().nextInt()), steady());
    private Optional<ControlPlane> controlPlane = Optional.empty();

    private Builder() {}

    /// All agents keep their snapshots in one journal, which makes activations that happen together
    /// share their sync. It is not closed by the agents.
    public Builder journal(SnapshotJournal shared) {
      journal = Optional.of(shared);
      return this;
    }

    /// How agents reach the store.
    public Builder stores(StoreFactory factory) {
      stores = factory;
      return this;
    }

    /// All agents read through one store. It is not closed by the agents.
    public Builder store(StateStore shared) {
      return stores(_ -> new SharedStore(shared));
    }

    /// How agents reach the control plane. It is not closed with this runtime.
    public Builder controlPlane(ControlPlane shared) {
      controlPlane = Optional.of(shared);
      return this;
    }

    /// The runtime.
    public AgentRuntime build() {
      return new AgentRuntime(this);
    }
  }
}
