package io.skerry.schema.store;

import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.skerry.schema.key.Key;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.EtcdCalls.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The store port on a real etcd, 3.4 or later.
///
/// Uses jetcd's generated protocol on a gRPC channel of its own instead of jetcd's client: that one
/// resumes watches from a revision that it has not delivered, hides the channel and with it the
/// reconnect backoff, and needs three thread pools where this needs none. See `DESIGN.md`.
///
/// - Every unary call has a deadline and fails at once while there is no connection.
/// - A write is repeated only when it certainly never left this process; a write without an answer
///   is [CommitOutcome.Unknown].
/// - Threads: calls block the caller; network callbacks run on gRPC's event loops, shared by all
///   stores of the program.
public final class EtcdStore implements StateStore {

  private final EtcdConfig config;
  private final EtcdLink link;
  private final EtcdCalls calls;

  /// A store that connects with its first call.
  ///
  /// @param clock paces reconnects
  public EtcdStore(EtcdConfig config, InstantSource clock) {
    this.config = config;
    this.link = new EtcdLink(config, clock);
    this.calls = new EtcdCalls(link, config);
  }

  @Override
  public <T> Optional<Stored<T>> get(Key<T> key) {
    RangeResponse found =
        calls.read(channel -> KVGrpc.newBlockingStub(channel).range(EtcdMessages.get(key)));
    return found.getKvsList().stream().findFirst().map(kv -> stored(key, kv));
  }

  @Override
  public Page list(KeyRange range, PageRequest request) {
    return list(range, request, request.limit());
  }

  @Override
  public CommitOutcome commit(Txn txn) {
    TxnLimits.check(txn);
    TxnRequest request = EtcdMessages.txn(txn);
    return switch (calls.once(channel -> KVGrpc.newBlockingStub(channel).txn(request))) {
      case Answer.Given<TxnResponse>(TxnResponse response) -> outcome(txn, response);
      case Answer.Failed<TxnResponse> failed -> withoutAnswer(failed);
    };
  }

  @Override
  public WatchStream watch(KeyRange range, Revision from) {
    return EtcdWatchStream.open(link, config.maxMessageBytes(), range, from);
  }

  @Override
  public Lease grantLease(Duration ttl) {
    long seconds = Math.max(1, ttl.plusMillis(999).toSeconds());
    LeaseGrantRequest request = LeaseGrantRequest.newBuilder().setTTL(seconds).build();
    // Repeating is harmless: a lease that nobody knows of expires unused.
    return new Lease(
        calls.read(channel -> LeaseGrpc.newBlockingStub(channel).leaseGrant(request)).getID());
  }

  @Override
  public boolean keepAlive(Lease lease) {
    LeaseKeepAliveRequest request = LeaseKeepAliveRequest.newBuilder().setID(lease.id()).build();
    return calls.read(channel -> renew(channel, request)).getTTL() > 0;
  }

  @Override
  public void revoke(Lease lease) {
    LeaseRevokeRequest request = LeaseRevokeRequest.newBuilder().setID(lease.id()).build();
    Answer<?> answer =
        calls.repeatable(channel -> LeaseGrpc.newBlockingStub(channel).leaseRevoke(request));
    if (answer instanceof Answer.Failed<?> failed && !EtcdErrors.isLeaseGone(failed.status())) {
      throw calls.exception(failed.status());
    }
  }

  @Override
  public void close() {
    link.close();
  }

  /// Halves the page until the answer fits.
  private Page list(KeyRange range, PageRequest request, int limit) {
    RangeRequest asked = EtcdMessages.list(range, request, limit);
    return switch (calls.repeatable(channel -> KVGrpc.newBlockingStub(channel).range(asked))) {
      case Answer.Given<RangeResponse>(RangeResponse found) -> page(request, found);
      case Answer.Failed<RangeResponse> failed
          when limit > 1 && EtcdErrors.isTooLargeAnswer(failed.status()) ->
          list(range, request, limit / 2);
      case Answer.Failed<RangeResponse> failed -> throw calls.exception(failed.status());
    };
  }

  private static Page page(PageRequest request, RangeResponse found) {
    List<RawEntry> entries = found.getKvsList().stream().map(EtcdMessages::entry).toList();
    Revision at = request.at().orElseGet(() -> new Revision(found.getHeader().getRevision()));
    Optional<PageRequest> next =
        found.getMore()
            ? Optional.of(
                new PageRequest(
                    request.limit(), Optional.of(entries.getLast().path()), Optional.of(at)))
            : Optional.empty();
    return new Page(entries, at, next);
  }

  private CommitOutcome withoutAnswer(Answer.Failed<TxnResponse> failed) {
    if (!failed.sent() || EtcdErrors.certainlyWithoutEffect(failed.status())) {
      throw calls.exception(failed.status());
    }
    return new CommitOutcome.Unknown(EtcdErrors.message(failed.status()));
  }

  private static CommitOutcome outcome(Txn txn, TxnResponse response) {
    if (response.getSucceeded()) {
      return new CommitOutcome.Committed(new Revision(response.getHeader().getRevision()));
    }
    Set<Key<?>> failed = new LinkedHashSet<>();
    for (int i = 0; i < txn.requirements().size(); i++) {
      Txn.Requirement requirement = txn.requirements().get(i);
      List<KeyValue> found = response.getResponses(i).getResponseRange().getKvsList();
      if (holds(requirement, found)) {
        continue;
      }
      if (requirement instanceof Txn.Requirement.Fence) {
        return new CommitOutcome.Fenced();
      }
      failed.add(requirement.key());
    }
    return new CommitOutcome.Conflict(List.copyOf(failed));
  }

  private static boolean holds(Txn.Requirement requirement, List<KeyValue> found) {
    return switch (requirement) {
      case Txn.Requirement.Absent absent -> found.isEmpty();
      case Txn.Requirement.Unchanged(Key<?> key, Revision modified) ->
          modified.value() == (found.isEmpty() ? 0 : found.getFirst().getModRevision());
      case Txn.Requirement.Fence(Key<?> key, Revision created) ->
          created.value() == (found.isEmpty() ? 0 : found.getFirst().getCreateRevision());
    };
  }

  /// etcd renews leases on two-way streams only; this asks one question on one and lets it end.
  private static LeaseKeepAliveResponse renew(Channel channel, LeaseKeepAliveRequest request) {
    Iterator<LeaseKeepAliveResponse> answers =
        ClientCalls.blockingServerStreamingCall(
            channel, LeaseGrpc.getLeaseKeepAliveMethod(), CallOptions.DEFAULT, request);
    LeaseKeepAliveResponse answer = LeaseKeepAliveResponse.getDefaultInstance();
    while (answers.hasNext()) {
      answer = answers.next();
    }
    return answer;
  }

  private static <T> Stored<T> stored(Key<T> key, KeyValue kv) {
    return new Stored<>(
        key,
        EtcdMessages.bytes(kv),
        new Revision(kv.getCreateRevision()),
        new Revision(kv.getModRevision()));
  }
}
