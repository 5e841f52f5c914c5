package io.skerry.control.history;

import io.skerry.control.lease.Term;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Address;
import io.skerry.schema.key.Key;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.Page;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.RawEntry;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Txn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries audit events from the outbox to the history, exactly once.
///
/// Each page is recorded before it is deleted. Whatever happens in between (a crash, a lost answer,
/// another leader) leaves the events in the outbox, and recording an event again changes nothing.
/// Events that cannot be read stay where they are, and are logged once.
///
/// One thread at a time.
public final class OutboxDrainer {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxDrainer.class);

  /// Events per page; their deletions fit into one transaction.
  static final int PAGE = 100;

  private final StateStore store;
  private final Keys keys;
  private final HistoryRecorder recorder;
  private final Set<String> unreadable = new HashSet<>();

  /// How a pass over the outbox ended.
  public sealed interface DrainOutcome {

    /// Every readable event that was there is in the history.
    ///
    /// @param events how many
    record Drained(int events) implements DrainOutcome {}

    /// This replica no longer leads. What it recorded stays recorded.
    record Fenced() implements DrainOutcome {}

    /// The outcome of a deletion is not known; the next pass finds out.
    record Unknown(String reason) implements DrainOutcome {}
  }

  /// One drainer per term.
  public OutboxDrainer(StateStore store, Keys keys, HistoryRecorder recorder) {
    this.store = store;
    this.keys = keys;
    this.recorder = recorder;
  }

  /// Carries over everything that is in the outbox now, oldest first.
  ///
  /// @throws StoreException when the outbox cannot be read
  /// @throws HistoryException when the history cannot be reached
  public DrainOutcome drain(Term term) {
    int drained = 0;
    Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
    while (next.isPresent()) {
      Page page = store.list(keys.outbox(), next.get());
      List<AcceptedEvent> events = readable(page);
      if (!events.isEmpty()) {
        recorder.record(events);
        Optional<DrainOutcome> failed = delete(term, events);
        if (failed.isPresent()) {
          return failed.get();
        }
        drained += events.size();
      }
      next = page.next();
    }
    return new DrainOutcome.Drained(drained);
  }

  private Optional<DrainOutcome> delete(Term term, List<AcceptedEvent> events) {
    Txn.Builder txn = Txn.builder().require(term.fence(keys));
    events.forEach(accepted -> txn.delete(keys.outbox(accepted.event().id())));
    return switch (store.commit(txn.build())) {
      case CommitOutcome.Committed _ -> Optional.empty();
      case CommitOutcome.Conflict _, CommitOutcome.Fenced _ ->
          Optional.of(new DrainOutcome.Fenced());
      case CommitOutcome.Unknown(String reason) -> Optional.of(new DrainOutcome.Unknown(reason));
    };
  }

  private List<AcceptedEvent> readable(Page page) {
    List<AcceptedEvent> events = new ArrayList<>(page.entries().size());
    for (RawEntry entry : page.entries()) {
      if (keys.locate(entry.path()).orElse(null) instanceof Address.OfOutbox at) {
        read(keys.outbox(at.ulid()), entry).ifPresent(events::add);
      }
    }
    return events;
  }

  private Optional<AcceptedEvent> read(Key<AuditEvent> key, RawEntry entry) {
    return switch (key.codec().decode(entry.bytes())) {
      case Decoded.Ok<AuditEvent>(AuditEvent event) when key.equals(keys.outbox(event.id())) ->
          Optional.of(new AcceptedEvent(event, entry.created()));
      case Decoded.Ok<AuditEvent>(AuditEvent event) -> skip(entry, "it names itself " + event.id());
      case Decoded.Malformed<AuditEvent>(var errors) -> skip(entry, errors.toString());
    };
  }

  private Optional<AcceptedEvent> skip(RawEntry entry, String reason) {
    if (unreadable.add(entry.path())) {
      LOG.error("The audit event at {} cannot be read and stays there: {}", entry.path(), reason);
    }
    return Optional.empty();
  }
}
