package io.skerry.control.history.traffic;

import io.skerry.control.history.traffic.TrafficReader.Reading;
import io.skerry.control.history.traffic.TrafficUpkeep.Retention;
import io.skerry.control.rollout.evidence.Counted;
import io.skerry.control.rollout.evidence.Sides;
import io.skerry.control.rollout.evidence.SnapshotVersion;
import io.skerry.control.rollout.evidence.TrafficQuestion;
import io.skerry.schema.model.ResourceName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Sums measurements in PostgreSQL. Event loop only: subscribe on a Vert.x context.
@ApplicationScoped
public class TrafficRepository {

  private static final long TIMEOUT_MILLIS = 10_000;
  private static final Duration PROGRESS = Duration.ofDays(30);

  /// Everything below it is committed or will never be.
  private static final String HORIZON =
      "select cast(pg_snapshot_xmin(pg_current_snapshot()) as text)";

  private static final String READ =
      """
      with fresh as (
        select snapshot, version, at, errors, buckets, counts from traffic
        where resolution = 10 and tenant = :tenant and service = :service
          and at >= cast(cast(:since as text) as timestamptz)
          and txid >= cast(cast(:after as text) as xid8)
          and txid < cast(cast(:upto as text) as xid8)),
      sums as (
        select snapshot, version, sum(errors) as errors, max(at) as newest
        from fresh group by snapshot, version),
      cells as (
        select snapshot, version, bucket, sum(n) as n
        from fresh, unnest(buckets, counts) as cell(bucket, n)
        group by snapshot, version, bucket),
      histograms as (
        select snapshot, version, json_agg(json_build_array(bucket, n)) as latency
        from cells group by snapshot, version)
      select cast(row_to_json(found) as text) from (
        select snapshot, version, errors, newest, latency
        from sums join histograms using (snapshot, version)) as found
      """;

  private static final String SUM =
      """
      insert into traffic (resolution, at, snapshot, tenant, service, version, requests, errors,
        refused, marked, marked_on, buckets, counts)
      with fresh as (
        select *, to_timestamp(floor(extract(epoch from at) / :seconds) * :seconds) as slot
        from traffic
        where resolution = :from and txid >= cast(cast(:after as text) as xid8)
          and txid < cast(cast(:upto as text) as xid8)),
      cells as (
        select slot, tenant, service, version, bucket, sum(n) as n
        from fresh, unnest(buckets, counts) as cell(bucket, n)
        group by slot, tenant, service, version, bucket),
      histograms as (
        select slot, tenant, service, version, array_agg(bucket order by bucket) as buckets,
          array_agg(cast(n as bigint) order by bucket) as counts
        from cells group by slot, tenant, service, version)
      select :seconds, slot, '', tenant, service, version, cast(sum(requests) as bigint),
        cast(sum(errors) as bigint), cast(sum(refused) as bigint), cast(sum(marked) as bigint),
        cast(sum(marked_on) as bigint), h.buckets, h.counts
      from fresh join histograms h using (slot, tenant, service, version)
      group by slot, tenant, service, version, h.buckets, h.counts
      """;

  private final Mutiny.SessionFactory sessions;
  private final InstantSource clock;

  TrafficRepository(Mutiny.SessionFactory sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /// What was added since the last reading.
  @Timeout(TIMEOUT_MILLIS)
  public Uni<Reading> read(TrafficQuestion question, String after) {
    return sessions.withStatelessSession(
        session ->
            horizon(session)
                .chain(
                    upto ->
                        session
                            .createNativeQuery(READ, String.class)
                            .setParameter("tenant", question.tenant().value())
                            .setParameter("service", question.service().value())
                            .setParameter("since", begin(question.since()).toString())
                            .setParameter("after", after)
                            .setParameter("upto", upto)
                            .getResultList()
                            .map(rows -> new Reading(upto, counted(rows)))));
  }

  /// The begin of the window in which something happened: what it holds from before was served by
  /// other snapshots.
  private static Instant begin(Instant since) {
    return Instant.ofEpochSecond(Math.floorDiv(since.getEpochSecond(), 10) * 10);
  }

  private static Uni<String> horizon(StatelessSession session) {
    return session.createNativeQuery(HORIZON, String.class).getSingleResult();
  }

  private static Map<SnapshotVersion, Counted> counted(List<String> rows) {
    Map<SnapshotVersion, Counted> counted = new HashMap<>();
    for (String text : rows) {
      TrafficRow row = TrafficRow.parse(text);
      counted.put(
          new SnapshotVersion(row.text("snapshot"), row.text("version")),
          Counted.of(row.number("errors"), row.latency(), row.time("newest")));
    }
    return counted;
  }

  /// Remembers snapshots by rollout and side.
  @Timeout(TIMEOUT_MILLIS)
  public Uni<Sides> remember(ResourceName rollout, Sides seen) {
    return sessions.withStatelessTransaction(
        (session, _) ->
            add(session, rollout, seen.with(), true)
                .chain(() -> add(session, rollout, seen.without(), false))
                .chain(
                    () ->
                        session
                            .createNativeQuery(
                                "select snapshot || case when has then '+' else '-' end"
                                    + " from rollout_side where rollout = :rollout",
                                String.class)
                            .setParameter("rollout", rollout.value())
                            .getResultList())
                .map(TrafficRepository::sides));
  }

  private static Uni<Integer> add(
      StatelessSession session, ResourceName rollout, Set<String> snapshots, boolean has) {
    return snapshots.isEmpty()
        ? Uni.createFrom().item(0)
        : session
            .createNativeQuery(
                "insert into rollout_side (rollout, snapshot, has)"
                    + " select :rollout, snapshot, :has"
                    + " from unnest(string_to_array(:snapshots, ',')) as snapshot order by snapshot"
                    + " on conflict (rollout, snapshot) do nothing")
            .setParameter("rollout", rollout.value())
            .setParameter("has", has)
            .setParameter("snapshots", String.join(",", snapshots))
            .executeUpdate();
  }

  private static Sides sides(List<String> rows) {
    Set<String> with = new HashSet<>();
    Set<String> without = new HashSet<>();
    for (String row : rows) {
      String snapshot = row.substring(0, row.length() - 1);
      if (row.endsWith("+")) {
        with.add(snapshot);
      } else {
        without.add(snapshot);
      }
    }
    return new Sides(with, without);
  }

  /// Sums windows into longer ones. The row that says how far that came is locked meanwhile.
  @Timeout(TIMEOUT_MILLIS)
  public Uni<Void> sum(int seconds) {
    return sessions.withStatelessTransaction(
        (session, _) ->
            session
                .createNativeQuery(
                    "select cast(upto as text) from traffic_rollup where resolution = :seconds"
                        + " for update",
                    String.class)
                .setParameter("seconds", seconds)
                .getSingleResult()
                .chain(after -> horizon(session).chain(upto -> sum(session, seconds, after, upto)))
                .replaceWithVoid());
  }

  private static Uni<Integer> sum(
      StatelessSession session, int seconds, String after, String upto) {
    return session
        .createNativeQuery(SUM)
        .setParameter("seconds", seconds)
        .setParameter("from", seconds == 60 ? 10 : 60)
        .setParameter("after", after)
        .setParameter("upto", upto)
        .executeUpdate()
        .chain(
            () ->
                session
                    .createNativeQuery(
                        "update traffic_rollup set upto = cast(cast(:upto as text) as xid8)"
                            + " where resolution = :seconds")
                    .setParameter("upto", upto)
                    .setParameter("seconds", seconds)
                    .executeUpdate());
  }

  /// Forgets what is over its time, a limited number of rows of each kind.
  ///
  /// @return how many rows of the kind that had most
  @Timeout(TIMEOUT_MILLIS)
  public Uni<Integer> forget(Retention retention, int most) {
    return sessions.withStatelessTransaction(
        (session, _) ->
            windows(session, 10, 60, retention.windows(), most)
                .chain(n -> more(n, windows(session, 60, 3600, retention.minutes(), most)))
                .chain(n -> more(n, windows(session, 3600, 0, retention.hours(), most)))
                .chain(n -> more(n, old(session, "node_minute", retention.nodes(), most)))
                .chain(n -> more(n, old(session, "telemetry_progress", PROGRESS, most)))
                .chain(n -> more(n, old(session, "rollout_side", PROGRESS, most))));
  }

  private static Uni<Integer> more(int before, Uni<Integer> next) {
    return next.map(count -> Math.max(before, count));
  }

  /// Windows are only forgotten when they were summed.
  private Uni<Integer> windows(
      StatelessSession session, int seconds, int into, Duration keep, int most) {
    String summed =
        into == 0
            ? ""
            : " and txid < (select upto from traffic_rollup where resolution = " + into + ")";
    return delete(
        session, "traffic", "resolution = " + seconds + " and at < :before" + summed, keep, most);
  }

  private Uni<Integer> old(StatelessSession session, String table, Duration keep, int most) {
    return delete(session, table, "at < :before", keep, most);
  }

  private Uni<Integer> delete(
      StatelessSession session, String table, String where, Duration keep, int most) {
    Instant before = clock.instant().minus(keep);
    String condition = where.replace(":before", "cast(cast(:before as text) as timestamptz)");
    return session
        .createNativeQuery(
            "delete from %s where ctid = any(array(select ctid from %s where %s limit %d))"
                .formatted(table, table, condition, most))
        .setParameter("before", before.toString())
        .executeUpdate();
  }
}
