package io.skerry.control.history;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/// A query over events and one sort of their changes.
final class HistoryCriteria {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final int limit;

  private HistoryCriteria(HistoryQuery query) {
    this.limit = query.limit();
    query.actor().ifPresent(actor -> add("e.actor = :actor", "actor", actor));
    query.from().ifPresent(from -> add("e.at >= :from", "from", from));
    query.to().ifPresent(to -> add("e.at < :to", "to", to));
  }

  static HistoryCriteria ofResources(HistoryQuery query) {
    HistoryCriteria criteria = new HistoryCriteria(query);
    query
        .resource()
        .ifPresent(id -> criteria.add("c.resource = :resource", "resource", id.toString()));
    query.node().ifPresent(node -> criteria.add("c.resource = :node", "node", "nodes/" + node));
    return criteria;
  }

  static HistoryCriteria ofRefs(HistoryQuery query) {
    HistoryCriteria criteria = new HistoryCriteria(query);
    query.node().ifPresent(node -> criteria.add("c.node = :node", "node", node.value()));
    return criteria;
  }

  /// The newest rows that match, each an event with one change.
  Uni<List<Object[]>> on(Mutiny.StatelessSession session, Class<?> change) {
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    var query =
        session
            .createSelectionQuery(
                "select e, c from AuditEventRow e join "
                    + change.getSimpleName()
                    + " c on c.key.eventId = e.eventId"
                    + where
                    + " order by e.seq desc, c.key.ordinal",
                Object[].class)
            .setMaxResults(limit);
    parameters.forEach(query::setParameter);
    return query.getResultList();
  }

  private void add(String condition, String name, Object value) {
    conditions.add(condition);
    parameters.put(name, value);
  }
}
