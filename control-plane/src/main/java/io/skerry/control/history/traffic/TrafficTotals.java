package io.skerry.control.history.traffic;

import io.skerry.control.rollout.evidence.Counted;
import io.skerry.schema.model.ResourceName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.hibernate.reactive.mutiny.Mutiny;

/// Sums of what was measured, for people. Event loop only: subscribe on a Vert.x context.
@ApplicationScoped
public class TrafficTotals {

  private static final long TIMEOUT_MILLIS = 5_000;

  private static final String BY_VERSION =
      """
      with fresh as (
        select * from traffic
        where resolution = :seconds and at >= cast(cast(:from as text) as timestamptz)
          and at < cast(cast(:to as text) as timestamptz)
          and (:tenant = '' or tenant = :tenant) and (:service = '' or service = :service)),
      sums as (
        select tenant, service, version, sum(errors) as errors, sum(refused) as refused,
          sum(marked) as marked, sum(marked_on) as marked_on, max(at) as newest
        from fresh group by tenant, service, version),
      cells as (
        select tenant, service, version, bucket, sum(n) as n
        from fresh, unnest(buckets, counts) as cell(bucket, n)
        group by tenant, service, version, bucket),
      histograms as (
        select tenant, service, version, json_agg(json_build_array(bucket, n)) as latency
        from cells group by tenant, service, version)
      select cast(row_to_json(found) as text) from (
        select * from sums join histograms using (tenant, service, version)
        order by tenant, service, version) as found
      """;

  private static final String OF_NODE =
      """
      with said as (
        select * from node_minute where node = :node
          and at >= cast(cast(:from as text) as timestamptz)
          and at < cast(cast(:to as text) as timestamptz))
      select cast(row_to_json(found) as text) from (
        select coalesce(sum(requests), 0) as requests, coalesce(sum(errors), 0) as errors,
          coalesce(sum(refused), 0) as refused, coalesce(sum(sent_bytes), 0) as sent_bytes,
          coalesce(sum(raw_log_bytes), 0) as raw_log_bytes, coalesce(sum(dropped), 0) as dropped,
          max(at) as newest,
          (select vitals from said where vitals is not null order by at desc limit 1) as vitals
        from said) as found
      """;

  private final Mutiny.SessionFactory sessions;

  TrafficTotals(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /// The requests of every version that had any, ordered by tenant, service and version.
  @Timeout(TIMEOUT_MILLIS)
  public Uni<List<VersionTraffic>> byVersion(TrafficQuery query) {
    return sessions.withStatelessSession(
        session ->
            session
                .createNativeQuery(BY_VERSION, String.class)
                .setParameter("seconds", query.seconds())
                .setParameter("from", query.from().toString())
                .setParameter("to", query.to().toString())
                .setParameter("tenant", query.tenant().map(it -> it.value()).orElse(""))
                .setParameter("service", query.service().map(it -> it.value()).orElse(""))
                .getResultList()
                .map(rows -> rows.stream().map(TrafficTotals::version).toList()));
  }

  private static VersionTraffic version(String text) {
    TrafficRow row = TrafficRow.parse(text);
    return new VersionTraffic(
        row.text("tenant"),
        row.text("service"),
        row.text("version"),
        row.number("refused"),
        row.number("marked"),
        row.number("marked_on"),
        Counted.of(row.number("errors"), row.latency(), row.time("newest")));
  }

  /// What a node said.
  @Timeout(TIMEOUT_MILLIS)
  public Uni<NodeTraffic> ofNode(ResourceName node, Instant from, Instant to) {
    return sessions.withStatelessSession(
        session ->
            session
                .createNativeQuery(OF_NODE, String.class)
                .setParameter("node", node.value())
                .setParameter("from", from.toString())
                .setParameter("to", to.toString())
                .getSingleResult()
                .map(TrafficTotals::node));
  }

  private static NodeTraffic node(String text) {
    TrafficRow row = TrafficRow.parse(text);
    return new NodeTraffic(
        row.number("requests"),
        row.number("errors"),
        row.number("refused"),
        row.number("sent_bytes"),
        row.number("raw_log_bytes"),
        row.number("dropped"),
        row.has("newest") ? Optional.of(row.time("newest")) : Optional.empty(),
        row.has("vitals") ? Optional.of(row.json().path("vitals")) : Optional.empty());
  }
}
