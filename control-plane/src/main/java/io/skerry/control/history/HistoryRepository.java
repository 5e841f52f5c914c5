package io.skerry.control.history;

import io.skerry.control.history.HistoryItem.Subject;
import io.skerry.schema.model.ResourceName;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// The history in PostgreSQL. Every call is one database transaction or one read, never combined
/// with a call of the store. Event loop only: subscribe on a Vert.x context.
///
/// The breaker refuses at once while the database is known to be away, so that callers fail fast
/// instead of queueing for connections.
@ApplicationScoped
public class HistoryRepository {

  /// The breaker around every statement that records.
  static final String BREAKER = "history";

  private static final long RECORD_TIMEOUT_MILLIS = 10_000;
  private static final long QUERY_TIMEOUT_MILLIS = 5_000;

  /// Keeps the events that are not kept yet, in the order of their ULIDs, and their changes: one
  /// statement, because a wave of a large fleet brings thousands of rows at once.
  private static final String RECORD =
      """
      with fresh as (
        insert into audit_event (event_id, revision, at, actor, via, request_id)
        select event_id, revision, at, actor, via, request_id
        from jsonb_to_recordset(cast(cast(:events as text) as jsonb)) as event(event_id text, revision bigint,
          at timestamptz, actor text, via text, request_id text)
        order by event_id
        on conflict (event_id) do nothing
        returning event_id
      ), resources as (
        insert into resource_change (event_id, ordinal, resource, verb, generation, before_digest, document)
        select event_id, ordinal, resource, verb, generation, before_digest, cast(document as jsonb)
        from jsonb_to_recordset(cast(cast(:resources as text) as jsonb)) as change(event_id text, ordinal integer,
          resource text, verb text, generation bigint, before_digest text, document text)
        where event_id in (select event_id from fresh)
      )
      insert into ref_change (event_id, ordinal, node, snapshot, generation, rollout, wave, reason, issued_at, previous)
      select event_id, ordinal, node, snapshot, generation, rollout, wave, reason, issued_at, previous
      from jsonb_to_recordset(cast(cast(:refs as text) as jsonb)) as change(event_id text, ordinal integer, node text,
        snapshot text, generation bigint, rollout text, wave integer, reason text, issued_at timestamptz, previous text)
      where event_id in (select event_id from fresh)
      """;

  private final Mutiny.SessionFactory sessions;

  HistoryRepository(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /// Keeps the events that are not kept yet, in one transaction.
  @CircuitBreaker(requestVolumeThreshold = 6, failureRatio = 0.5, delay = 2000)
  @CircuitBreakerName(BREAKER)
  @Timeout(RECORD_TIMEOUT_MILLIS)
  public Uni<Void> insert(List<AcceptedEvent> events) {
    EventRows rows = EventRows.of(events);
    return sessions.withStatelessTransaction(
        (session, _) ->
            session
                .createNativeQuery(RECORD)
                .setParameter("events", rows.events())
                .setParameter("resources", rows.resources())
                .setParameter("refs", rows.refs())
                .executeUpdate()
                .replaceWithVoid());
  }

  /// The newest changes that match, newest first; the changes of one event in their order.
  @Timeout(QUERY_TIMEOUT_MILLIS)
  public Uni<List<HistoryItem>> find(HistoryQuery query) {
    return sessions.withStatelessSession(
        session ->
            resourceChanges(session, query)
                .chain(
                    resources ->
                        refChanges(session, query)
                            .map(refs -> newest(resources, refs, query.limit()))));
  }

  private static Uni<List<HistoryItem>> resourceChanges(
      StatelessSession session, HistoryQuery query) {
    HistoryCriteria criteria = HistoryCriteria.ofResources(query);
    return criteria
        .on(session, ResourceChangeRow.class)
        .map(rows -> rows.stream().map(HistoryRepository::resourceItem).toList());
  }

  private static Uni<List<HistoryItem>> refChanges(StatelessSession session, HistoryQuery query) {
    if (query.resource().isPresent()) {
      return Uni.createFrom().item(List.of());
    }
    HistoryCriteria criteria = HistoryCriteria.ofRefs(query);
    return criteria
        .on(session, RefChangeRow.class)
        .map(rows -> rows.stream().map(HistoryRepository::refItem).toList());
  }

  private static HistoryItem resourceItem(Object[] row) {
    ResourceChangeRow change = (ResourceChangeRow) row[1];
    return item(
        (AuditEventRow) row[0],
        new Subject.OfResource(
            change.resource, change.verb.toLowerCase(Locale.ROOT), change.generation));
  }

  private static HistoryItem refItem(Object[] row) {
    return item((AuditEventRow) row[0], new Subject.OfRef(((RefChangeRow) row[1]).toPastRef()));
  }

  private static HistoryItem item(AuditEventRow event, Subject subject) {
    return new HistoryItem(
        event.seq,
        event.eventId,
        event.revision,
        event.at,
        event.actor,
        event.via,
        event.requestId,
        subject);
  }

  private static List<HistoryItem> newest(
      List<HistoryItem> resources, List<HistoryItem> refs, int limit) {
    return Stream.concat(resources.stream(), refs.stream())
        .sorted(Comparator.comparingLong(HistoryItem::seq).reversed())
        .limit(limit)
        .toList();
  }

  /// What a node had been told to run at an instant; empty before its first ref.
  @Timeout(QUERY_TIMEOUT_MILLIS)
  public Uni<Optional<PastRef>> refAt(ResourceName node, Instant at) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "from RefChangeRow where node = :node and issuedAt <= :at"
                        + " order by issuedAt desc, generation desc",
                    RefChangeRow.class)
                .setParameter("node", node.value())
                .setParameter("at", at)
                .setMaxResults(1)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(RefChangeRow::toPastRef)));
  }
}
