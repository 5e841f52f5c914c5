package io.skerry.schema.store;

import io.skerry.schema.key.Key;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.StoreException.Code;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The twin of etcd in memory, held to the same contract, for tests: revisions, transactions,
/// leases on an injected clock, watches with history and compaction. Fails on purpose through
/// [#faults]. Safe for use by many threads.
///
/// Leases expire when the store is next used, or at [#expireLeases].
public final class InMemoryStore implements StateStore {

  private static final long QUEUE_BYTES = 32 << 20;

  private final InstantSource clock;
  private final MemoryState state = new MemoryState();
  private final List<MemoryStream> streams = new ArrayList<>();
  private final StoreFaults faults = new StoreFaults(this);
  private boolean closed;
  private int progressRequests;

  /// An empty store on the system's clock.
  public InMemoryStore() {
    this(InstantSource.system());
  }

  /// An empty store.
  ///
  /// @param clock by which leases expire
  public InMemoryStore(InstantSource clock) {
    this.clock = clock;
  }

  /// The switchboard of failures.
  public StoreFaults faults() {
    return faults;
  }

  /// The newest revision.
  public synchronized Revision revision() {
    return state.revision();
  }

  /// Forgets history up to the newest revision.
  public synchronized void compact() {
    state.compact(state.revision());
  }

  /// Removes what is bound to leases that are due.
  public synchronized void expireLeases() {
    mutate(() -> state.expire(clock.instant()));
  }

  @Override
  public synchronized <T> Optional<Stored<T>> get(Key<T> key) {
    requireReachable();
    return state
        .get(key.path())
        .map(entry -> new Stored<>(key, entry.bytes(), entry.created(), entry.modified()));
  }

  @Override
  public synchronized Page list(KeyRange range, PageRequest request) {
    requireReachable();
    Revision at = request.at().orElse(state.revision());
    if (at.compareTo(state.compacted()) < 0) {
      throw new StoreException(Code.COMPACTED, "revision %s is compacted".formatted(at));
    }
    List<RawEntry> rest = state.list(range, request.after(), at);
    List<RawEntry> entries = rest.subList(0, Math.min(rest.size(), request.limit()));
    Optional<PageRequest> next =
        entries.size() == rest.size()
            ? Optional.empty()
            : Optional.of(
                new PageRequest(
                    request.limit(), Optional.of(entries.getLast().path()), Optional.of(at)));
    return new Page(entries, at, next);
  }

  @Override
  public synchronized CommitOutcome commit(Txn txn) {
    TxnLimits.check(txn);
    requireReachable();
    Optional<StoreFaults.CommitFault> fault = faults.nextCommitFault();
    return fault.isPresent() ? fail(txn, fault.get()) : carryOut(txn);
  }

  @Override
  public synchronized WatchStream watch(KeyRange range, Revision from) {
    MemoryStream stream = new MemoryStream(this, range, QUEUE_BYTES);
    if (closed || faults.isUnreachable()) {
      stream.end("the store cannot be reached");
    } else if (faults.isMute()) {
      stream.silence();
    } else {
      stream.created();
      begin(stream, from);
    }
    return stream;
  }

  @Override
  public synchronized Lease grantLease(Duration ttl) {
    requireReachable();
    return new Lease(state.grant(Math.max(1, ttl.plusMillis(999).toSeconds()), clock.instant()));
  }

  @Override
  public synchronized boolean keepAlive(Lease lease) {
    requireReachable();
    return state.renew(lease.id(), clock.instant());
  }

  @Override
  public synchronized void revoke(Lease lease) {
    requireReachable();
    mutate(() -> state.revoke(lease.id()));
  }

  @Override
  public synchronized void close() {
    closed = true;
    endStreams("the store was closed");
  }

  /// How often a living stream was asked for progress.
  public synchronized int progressRequests() {
    return progressRequests;
  }

  synchronized void answerProgress(MemoryStream stream) {
    progressRequests++;
    stream.progress(state.revision());
  }

  synchronized void forget(MemoryStream stream) {
    streams.remove(stream);
  }

  void endStreams(String reason) {
    streams.forEach(stream -> stream.end(reason));
    streams.clear();
  }

  void silenceStreams() {
    streams.forEach(MemoryStream::silence);
  }

  private void begin(MemoryStream stream, Revision from) {
    if (from.compareTo(state.compacted()) <= 0 && from.value() > 0) {
      stream.end("history before revision %s is compacted".formatted(state.compacted().next()));
      return;
    }
    stream.from(from);
    streams.add(stream);
    emit(stream, from);
  }

  private void requireReachable() {
    if (closed) {
      throw new StoreException(Code.CLOSED, "the store was closed");
    }
    if (faults.isUnreachable()) {
      throw new StoreException(Code.UNAVAILABLE, "the link was cut on purpose");
    }
    expireLeases();
  }

  private CommitOutcome fail(Txn txn, StoreFaults.CommitFault fault) {
    return switch (fault) {
      case CONFLICT ->
          new CommitOutcome.Conflict(
              txn.requirements().stream().<Key<?>>map(Txn.Requirement::key).toList());
      case FENCED -> new CommitOutcome.Fenced();
      case REPLY_LOST_AFTER_EFFECT ->
          new CommitOutcome.Unknown("the answer was lost on purpose: " + carryOut(txn));
      case REPLY_LOST_WITHOUT_EFFECT -> new CommitOutcome.Unknown("lost on purpose");
      case UNAVAILABLE -> throw new StoreException(Code.UNAVAILABLE, "unavailable on purpose");
    };
  }

  private CommitOutcome carryOut(Txn txn) {
    Set<Txn.Requirement> broken =
        txn.requirements().stream()
            .filter(requirement -> !holds(requirement))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (broken.stream().anyMatch(Txn.Requirement.Fence.class::isInstance)) {
      return new CommitOutcome.Fenced();
    }
    if (!broken.isEmpty()) {
      return new CommitOutcome.Conflict(
          broken.stream().<Key<?>>map(Txn.Requirement::key).distinct().toList());
    }
    txn.writes().forEach(this::requireLease);
    mutate(() -> state.write(txn.writes()));
    return new CommitOutcome.Committed(state.revision());
  }

  private boolean holds(Txn.Requirement requirement) {
    Optional<RawEntry> found = state.get(requirement.key().path());
    return switch (requirement) {
      case Txn.Requirement.Absent absent -> found.isEmpty();
      case Txn.Requirement.Unchanged(Key<?> key, Revision modified) ->
          modified.equals(found.map(RawEntry::modified).orElse(Revision.ZERO));
      case Txn.Requirement.Fence(Key<?> key, Revision created) ->
          created.equals(found.map(RawEntry::created).orElse(Revision.ZERO));
    };
  }

  private void requireLease(Txn.Write write) {
    if (write instanceof Txn.Write.Put put
        && put.lease().map(lease -> !state.hasLease(lease.id())).orElse(false)) {
      throw new StoreException(Code.REFUSED, "the lease of %s is gone".formatted(put.key()));
    }
  }

  private void mutate(Runnable change) {
    Revision before = state.revision();
    change.run();
    if (state.revision().compareTo(before) > 0 && !faults.isDropping()) {
      List.copyOf(streams).forEach(stream -> emit(stream, before.next()));
    }
  }

  private void emit(MemoryStream stream, Revision from) {
    List<Change> changes = state.changesFrom(stream.range(), stream.later(from));
    if (changes.isEmpty() || stream.isSilent()) {
      return;
    }
    if (faults.countSignal()) {
      endStreams("ended on purpose");
    } else if (!stream.changes(changes)) {
      forget(stream);
    }
  }
}
