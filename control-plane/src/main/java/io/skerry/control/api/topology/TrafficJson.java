package io.skerry.control.api.topology;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.history.traffic.NodeTraffic;
import io.skerry.control.history.traffic.TrafficQuery;
import io.skerry.control.history.traffic.VersionTraffic;
import io.skerry.policy.stats.LatencyHistogram;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TrafficSplit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Traffic as documents show it.
///
/// @param image what is declared, for the shares that are wanted
record TrafficJson(FleetImage image) {

  private static final double MILLIS = 1000;

  private record ServiceKey(String tenant, String name) {}

  /// The document of the requests that were found.
  ObjectNode of(TrafficQuery query, List<VersionTraffic> found) {
    Map<ServiceKey, List<VersionTraffic>> services = new LinkedHashMap<>();
    for (VersionTraffic each : found) {
      services
          .computeIfAbsent(new ServiceKey(each.tenant(), each.service()), _ -> new ArrayList<>())
          .add(each);
    }
    ObjectNode json = span(query);
    ArrayNode array = json.putArray("services");
    services.forEach((key, versions) -> service(array.addObject(), key, versions, query));
    return json;
  }

  /// The document of what a node said.
  static ObjectNode ofNode(ResourceName node, TrafficQuery query, NodeTraffic said) {
    ObjectNode json =
        span(query)
            .put("node", node.value())
            .put("requests", said.requests())
            .put("requestsPerSecond", rounded(said.requests() / seconds(query)))
            .put("errors", said.errors())
            .put("errorRate", rate(said.errors(), said.requests()))
            .put("refused", said.refused())
            .put("sentBytes", said.sentBytes())
            .put("rawLogBytes", said.rawLogBytes())
            .put("dropped", said.dropped());
    said.newest().ifPresent(at -> json.put("newest", at.toString()));
    said.vitals().ifPresent(vitals -> json.set("vitals", vitals));
    return json;
  }

  private static ObjectNode span(TrafficQuery query) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("from", query.from().toString())
        .put("to", query.to().toString())
        .put("windowSeconds", query.seconds());
  }

  private void service(
      ObjectNode json, ServiceKey key, List<VersionTraffic> versions, TrafficQuery query) {
    long all = versions.stream().mapToLong(TrafficJson::requests).sum();
    json.put("tenant", key.tenant()).put("service", key.name()).put("requests", all);
    ArrayNode array = json.putArray("versions");
    for (VersionTraffic version : versions) {
      ObjectNode row = array.addObject().put("version", version.version());
      wanted(key, version.version()).ifPresent(share -> row.put("shareWanted", share));
      row.put("shareSeen", rate(requests(version), all));
      numbers(row, version, query);
    }
  }

  private static void numbers(ObjectNode row, VersionTraffic version, TrafficQuery query) {
    LatencyHistogram latency = version.counted().latency();
    row.put("requests", requests(version))
        .put("requestsPerSecond", rounded(requests(version) / seconds(query)))
        .put("errors", version.counted().errors())
        .put("errorRate", rate(version.counted().errors(), requests(version)))
        .put("refused", version.refused())
        .put("p50Millis", millis(latency, 0.5))
        .put("p99Millis", millis(latency, 0.99))
        .put("marked", version.marked())
        .put("markedShare", rate(version.marked(), requests(version)))
        .put("markersLost", version.marked() - version.markedOn());
  }

  /// The share of the requests that no rule takes; empty when nothing says.
  private OptionalDouble wanted(ServiceKey key, String version) {
    Optional<TrafficSplit> split =
        image
            .resources(Kind.TRAFFIC_SPLIT)
            .map(Versioned::value)
            .filter(it -> it.metadata().tenant().value().equals(key.tenant()))
            .flatMap(it -> it instanceof TrafficSplit found ? Stream.of(found) : Stream.empty())
            .filter(it -> it.spec().service().value().equals(key.name()))
            .findFirst();
    return split.map(found -> share(found, version)).orElseGet(() -> only(key, version));
  }

  private static OptionalDouble share(TrafficSplit split, String version) {
    double all = split.spec().weights().values().stream().mapToInt(it -> it).sum();
    int weight =
        split.spec().weights().entrySet().stream()
            .filter(entry -> entry.getKey().value().equals(version))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return OptionalDouble.of(rounded(weight / all));
  }

  private OptionalDouble only(ServiceKey key, String version) {
    boolean isOnly =
        image
            .resources(Kind.SERVICE)
            .map(Versioned::value)
            .filter(it -> it.metadata().tenant().value().equals(key.tenant()))
            .filter(it -> it.metadata().name().value().equals(key.name()))
            .anyMatch(
                it ->
                    it instanceof Service service
                        && service.spec().versions().size() == 1
                        && service.spec().versions().containsKey(new ResourceName(version)));
    return isOnly ? OptionalDouble.of(1) : OptionalDouble.empty();
  }

  private static long requests(VersionTraffic version) {
    return version.counted().latency().samples();
  }

  private static double seconds(TrafficQuery query) {
    return Math.max(1, Duration.between(query.from(), query.to()).toMillis() / MILLIS);
  }

  private static double rate(long some, long all) {
    return all == 0 ? 0 : rounded(some / (double) all);
  }

  /// Beyond the last bucket there is no number to give: the last bound stands for it.
  private static double millis(LatencyHistogram latency, double quantile) {
    double seconds = latency.quantile(quantile);
    double last = latency.bounds().get(latency.bounds().length() - 1);
    return rounded(Math.min(seconds, last) * MILLIS);
  }

  private static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
