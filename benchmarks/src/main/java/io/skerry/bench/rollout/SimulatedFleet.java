package io.skerry.bench.rollout;

import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Address;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Applied;
import io.skerry.schema.model.NodeStatus.Condition;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.Page;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import io.skerry.schema.store.WatchStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Nodes that take every ref as soon as the store's watch brings it, and whose statuses are written
/// as the replica that hears them would: without HTTP, which other benchmarks measure.
final class SimulatedFleet implements AutoCloseable {

  private static final int BATCH = 100;
  private static final int WIDTH = 4;
  private static final Duration TICK = Duration.ofMillis(50);

  private final StateStore store;
  private final Keys keys;
  private final String replica;
  private final WatchStream stream;
  private final Thread thread;
  private final ExecutorService writers = Executors.newFixedThreadPool(WIDTH);
  private final Map<ResourceName, Ref> applied = new ConcurrentHashMap<>();
  private final Map<ResourceName, Ref> waiting = new ConcurrentHashMap<>();
  private final Map<String, Long> written = new TreeMap<>();
  private volatile Conduct conduct = Conduct.GOOD;
  private volatile Journal journal = new Journal();
  private volatile boolean closed;

  /// What nodes make of a ref.
  interface Conduct {
    /// Every node is well with everything.
    Conduct GOOD = _ -> Reaction.WELL;

    Reaction to(Ref ref);
  }

  /// What a node does with a ref.
  enum Reaction {
    /// It applies it and is well.
    WELL,
    /// It applies it, and its agent cannot stay up.
    CRASHES,
    /// It applies it and falls silent.
    VANISHES
  }

  /// @param replica the name of a live control-plane replica, which hears all nodes
  SimulatedFleet(StateStore store, Keys keys, String replica) {
    this.store = store;
    this.keys = keys;
    this.replica = replica;
    Page now = store.list(keys.refs(), PageRequest.first(1));
    this.stream = store.watch(keys.all(), now.revision().next());
    this.thread = Thread.ofPlatform().name("fleet").start(this::follow);
  }

  /// How many nodes have a ref that they applied.
  int size() {
    return applied.size();
  }

  /// Starts a new account of what happens.
  Journal record(Conduct next) {
    Journal fresh = new Journal();
    conduct = next;
    journal = fresh;
    synchronized (written) {
      written.clear();
    }
    return fresh;
  }

  /// How many keys were written since the last [#record], by what they are.
  Map<String, Long> writes() {
    synchronized (written) {
      return new TreeMap<>(written);
    }
  }

  /// Silent nodes are heard again, and take what waits for them.
  void restore() {
    conduct = Conduct.GOOD;
    List<Ref> refs = List.copyOf(waiting.values());
    waiting.clear();
    take(refs);
  }

  private void follow() {
    try {
      while (!closed) {
        Optional<WatchStream.Signal> signal = stream.poll(TICK);
        if (signal.isPresent()
            && signal.get() instanceof WatchStream.Signal.Changes(var changes, Revision _)) {
          see(changes);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void see(List<Change> changes) {
    List<Ref> refs = new ArrayList<>();
    for (Change change : changes) {
      Optional<Address> at = keys.locate(change.path());
      count(at);
      if (change instanceof Change.Put(var entry)
          && at.orElse(null) instanceof Address.OfRef(ResourceName node)
          && keys.ref(node).codec().decode(entry.bytes())
              instanceof Decoded.Ok<RefEnvelope>(RefEnvelope envelope)) {
        refs.add(envelope.ref());
      }
    }
    take(refs);
  }

  private void count(Optional<Address> at) {
    String what =
        at.map(it -> it.getClass().getSimpleName().substring(2).toLowerCase(Locale.ROOT))
            .orElse("other");
    synchronized (written) {
      written.merge(what, 1L, Long::sum);
    }
  }

  private void take(List<Ref> refs) {
    Map<ResourceName, NodeStatus> statuses = new HashMap<>();
    for (Ref ref : refs) {
      if (waiting.containsKey(ref.node())) {
        waiting.put(ref.node(), ref);
      } else {
        statuses.put(ref.node(), react(ref));
      }
    }
    List<NodeStatus> all = List.copyOf(statuses.values());
    List<Future<?>> running = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<NodeStatus> batch = all.subList(from, Math.min(all.size(), from + BATCH));
      running.add(writers.submit(() -> write(batch)));
    }
    journal.wrote(running);
  }

  private NodeStatus react(Ref ref) {
    Reaction reaction = conduct.to(ref);
    journal.applied(ref, reaction);
    applied.put(ref.node(), ref);
    if (reaction == Reaction.VANISHES) {
      waiting.put(ref.node(), ref);
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new NodeStatus(
        ref.node(),
        replica,
        "boot",
        "bench",
        Optional.of(new Applied(ref.snapshot(), ref.generation(), 1000, now)),
        Optional.empty(),
        Link.CONNECTED,
        reaction == Reaction.CRASHES ? 10 : 100,
        reaction == Reaction.VANISHES ? Reachability.SILENT : Reachability.HEARD,
        reaction == Reaction.CRASHES
            ? List.of(new Condition("CrashLoop", "started three times", now))
            : List.of(),
        now);
  }

  private void write(List<NodeStatus> statuses) {
    Txn.Builder txn = Txn.builder();
    statuses.forEach(status -> txn.put(keys.status(status.node()), status));
    if (!(store.commit(txn.build()) instanceof CommitOutcome.Committed)) {
      throw new IllegalStateException("the store did not take statuses");
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    writers.shutdownNow();
    stream.close();
  }
}
