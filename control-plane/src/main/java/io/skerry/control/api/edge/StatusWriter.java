package io.skerry.control.api.edge;

import io.quarkus.virtual.threads.VirtualThreads;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.NodeNews;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.FleetView;
import io.skerry.schema.key.Key;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.NodeCredential;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Stored;
import io.skerry.schema.store.Txn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes statuses in groups: while one transaction is on its way, the statuses that arrive wait
/// for the next, which takes up to 60 of them. A thousand at once cost seventeen transactions
/// instead of a thousand. Where statuses keep coming, transactions start 20 ms apart at least,
/// unless one is full; a status after a pause waits for nothing.
///
/// A status is only written over the version that its writer knows, and only while the node's
/// credential is the one that the view knows. What is written is a change of the newest version, so
/// that a report and a probe never undo each other. What is news for the history is told there in
/// the same transaction. Threads: callers block for a bounded time; at most one virtual thread
/// drains the queue.
@ApplicationScoped
public class StatusWriter {

  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
  private static final int GROUP = 60;
  private static final Duration APART = Duration.ofMillis(20);
  private static final int QUEUED = 10_000;
  private static final int ATTEMPTS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final StateStore store;
  private final Keys keys;
  private final FleetView view;
  private final KnownStatuses known;
  private final GroupQueue<StatusWrite> queue;
  private final InstantSource clock;
  private final IdSource ids;

  @Inject
  StatusWriter(
      StateStore store,
      Keys keys,
      FleetView view,
      KnownStatuses known,
      @VirtualThreads ExecutorService threads,
      InstantSource clock,
      IdSource ids) {
    this.store = store;
    this.keys = keys;
    this.view = view;
    this.known = known;
    this.queue = new GroupQueue<>(QUEUED, APART, Batch::new, threads, clock);
    this.clock = clock;
    this.ids = ids;
  }

  /// Changes a node's status and waits until that is durable.
  ///
  /// @return why it is not; empty when it is
  public Optional<Problem> write(ResourceName node, StatusChange change) {
    StatusWrite write = StatusWrite.of(node, change);
    if (!queue.offer(write)) {
      return Optional.of(
          Problem.of(ProblemCode.TOO_MANY_REQUESTS, "too many statuses wait to be written")
              .retryAfter(1));
    }
    return write.await(PATIENCE, unavailable());
  }

  /// A second change of the same node's status follows the first, and answers for both.
  private final class Batch implements GroupQueue.Group<StatusWrite> {

    private final Map<ResourceName, StatusWrite> writes = new LinkedHashMap<>();

    @Override
    public void add(StatusWrite write) {
      writes.merge(write.node(), write, (older, newer) -> newer.after(older));
    }

    @Override
    public boolean isFull() {
      return writes.size() >= GROUP;
    }

    @Override
    public void handle() {
      writeGroup(List.copyOf(writes.values()));
    }
  }

  private void writeGroup(List<StatusWrite> group) {
    Map<ResourceName, NodeStatus> next = new LinkedHashMap<>();
    for (StatusWrite write : group) {
      Optional<NodeStatus> before = known.of(write.node()).map(Versioned::value);
      write
          .change()
          .after(new StatusChange.Before(before))
          .ifPresent(after -> next.put(write.node(), after));
    }
    if (next.isEmpty()) {
      group.forEach(StatusWrite::succeed);
      return;
    }
    try {
      switch (store.commit(transaction(next))) {
        case CommitOutcome.Committed(Revision revision) -> {
          next.forEach((node, status) -> written(node, status, revision));
          group.forEach(StatusWrite::succeed);
        }
        case CommitOutcome.Conflict(List<Key<?>> failed) -> sortOut(group, failed);
        case CommitOutcome.Unknown(String reason) -> {
          LOG.warn("{} statuses have no known outcome: {}", group.size(), reason);
          group.forEach(write -> write.fail(unavailable()));
        }
        case CommitOutcome.Fenced _ ->
            throw new IllegalStateException("a write without a fence cannot be fenced");
      }
    } catch (StoreException failure) {
      LOG.warn("{} statuses could not be written: {}", group.size(), failure.getMessage());
      group.forEach(write -> write.fail(Problem.of(failure)));
    }
  }

  private Txn transaction(Map<ResourceName, NodeStatus> next) {
    Txn.Builder txn = Txn.builder();
    Map<NodeNews, List<NodeStatus>> news = new EnumMap<>(NodeNews.class);
    next.forEach(
        (node, status) -> {
          Key<NodeStatus> key = keys.status(node);
          Optional<Versioned<NodeStatus>> there = known.of(node);
          there.ifPresentOrElse(
              before -> txn.requireUnchanged(key, before.modified()), () -> txn.requireAbsent(key));
          credential(node)
              .ifPresent(it -> txn.requireUnchanged(keys.credential(node), it.modified()));
          txn.put(key, status);
          there
              .map(before -> NodeNews.between(before.value(), status))
              .orElseGet(Set::of)
              .forEach(it -> news.computeIfAbsent(it, _ -> new ArrayList<>()).add(status));
        });
    news.forEach(
        (it, nodes) ->
            it.event(view.image(), nodes, ids, clock.instant())
                .ifPresent(event -> txn.put(keys.outbox(event.id()), event)));
    return txn.build();
  }

  private Optional<Versioned<NodeCredential>> credential(ResourceName node) {
    return view.image().credentials().get(node);
  }

  private void written(ResourceName node, NodeStatus status, Revision revision) {
    known.saw(node, Optional.of(new Versioned<>(status, revision, revision)), revision);
  }

  private void sortOut(List<StatusWrite> group, List<Key<?>> failed) {
    Set<Key<?>> conflicts = new HashSet<>(failed);
    List<StatusWrite> again = new ArrayList<>();
    for (StatusWrite write : group) {
      boolean revoked = conflicts.contains(keys.credential(write.node())) && isRevoked(write);
      if (revoked) {
        write.fail(Problem.of(ProblemCode.UNAUTHENTICATED, "enrol again"));
      } else if (write.attempt() + 1 >= ATTEMPTS) {
        write.fail(unavailable());
      } else {
        if (conflicts.contains(keys.status(write.node()))) {
          lookAgain(write.node());
        }
        again.add(write.again());
      }
    }
    if (!again.isEmpty()) {
      writeGroup(again);
    }
  }

  private boolean isRevoked(StatusWrite write) {
    Optional<Stored<NodeCredential>> stored = store.get(keys.credential(write.node()));
    Optional<Revision> viewed = credential(write.node()).map(Versioned::modified);
    return stored.isEmpty() || viewed.filter(stored.get().modified()::equals).isEmpty();
  }

  private void lookAgain(ResourceName node) {
    Revision viewed = view.image().revision();
    Optional<Versioned<NodeStatus>> stored =
        store
            .get(keys.status(node))
            .map(
                there ->
                    new Versioned<>(there.decode().orThrow(), there.created(), there.modified()));
    known.saw(node, stored, stored.map(Versioned::modified).orElse(viewed.next()));
  }

  private static Problem unavailable() {
    return Problem.of(ProblemCode.STORE_UNAVAILABLE, "the status is not written: report it again")
        .retryAfter(1);
  }
}
