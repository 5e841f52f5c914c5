package io.skerry.control.history.traffic;

import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Keeps reports in PostgreSQL. Event loop only: subscribe on a Vert.x context.
///
/// The numbers of the reports are moved on in the transaction that writes what they say, and only
/// those that moved on are written: a report is in exactly once, however often it comes and to
/// whichever replica.
@ApplicationScoped
public class TelemetryRepository {

  /// The breaker around what records.
  static final String BREAKER = "telemetry";

  private static final long TIMEOUT_MILLIS = 4_000;

  /// Answers the nodes and boots whose reports are new. The order keeps two replicas from waiting
  /// for each other.
  private static final String ADVANCE =
      """
      insert into telemetry_progress (node, boot_id, sequence, at)
      select node, boot_id, sequence, now()
      from jsonb_to_recordset(cast(cast(:reports as text) as jsonb))
        as report(node text, boot_id text, sequence bigint)
      order by node, boot_id
      on conflict (node, boot_id) do update set sequence = excluded.sequence, at = excluded.at
        where telemetry_progress.sequence < excluded.sequence
      returning node || '/' || boot_id
      """;

  private static final String ADD_WINDOWS =
      """
      insert into traffic (resolution, at, snapshot, tenant, service, version, requests, errors,
        refused, marked, marked_on, buckets, counts)
      select 10, at, snapshot, tenant, service, version, requests, errors, refused, marked,
        marked_on, buckets, counts
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as w(at timestamptz,
        snapshot text, tenant text, service text, version text, requests bigint, errors bigint,
        refused bigint, marked bigint, marked_on bigint, buckets smallint[], counts bigint[])
      """;

  private static final String ADD_MINUTES =
      """
      insert into node_minute as m (node, at, requests, errors, refused, marked, marked_on,
        sent_bytes, raw_log_bytes, dropped, vitals)
      select node, at, requests, errors, refused, marked, marked_on, sent_bytes, raw_log_bytes,
        dropped, vitals
      from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as n(node text, at timestamptz,
        requests bigint, errors bigint, refused bigint, marked bigint, marked_on bigint,
        sent_bytes bigint, raw_log_bytes bigint, dropped bigint, vitals jsonb)
      order by node, at
      on conflict (node, at) do update set
        requests = m.requests + excluded.requests, errors = m.errors + excluded.errors,
        refused = m.refused + excluded.refused, marked = m.marked + excluded.marked,
        marked_on = m.marked_on + excluded.marked_on,
        sent_bytes = m.sent_bytes + excluded.sent_bytes,
        raw_log_bytes = m.raw_log_bytes + excluded.raw_log_bytes,
        dropped = m.dropped + excluded.dropped, vitals = coalesce(excluded.vitals, m.vitals)
      """;

  private final Mutiny.SessionFactory sessions;
  private final InstantSource clock;

  TelemetryRepository(Mutiny.SessionFactory sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /// Keeps what is new in the reports, in one transaction.
  @CircuitBreaker(requestVolumeThreshold = 6, failureRatio = 0.5, delay = 2000)
  @CircuitBreakerName(BREAKER)
  @Timeout(TIMEOUT_MILLIS)
  public Uni<Void> insert(List<NodeReport> reports) {
    return sessions.withStatelessTransaction(
        (session, _) ->
            session
                .createNativeQuery(ADVANCE, String.class)
                .setParameter("reports", ReportRows.progress(reports))
                .getResultList()
                .chain(fresh -> add(session, only(reports, Set.copyOf(fresh)))));
  }

  private static List<NodeReport> only(List<NodeReport> reports, Set<String> fresh) {
    return reports.stream()
        .filter(taken -> fresh.contains(taken.node() + "/" + taken.report().bootId()))
        .toList();
  }

  private Uni<Void> add(StatelessSession session, List<NodeReport> fresh) {
    return fresh.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(ADD_WINDOWS)
            .setParameter("rows", ReportRows.windows(fresh, clock.instant()))
            .executeUpdate()
            .chain(
                () ->
                    session
                        .createNativeQuery(ADD_MINUTES)
                        .setParameter("rows", ReportRows.minutes(fresh, clock.instant()))
                        .executeUpdate())
            .replaceWithVoid();
  }
}
