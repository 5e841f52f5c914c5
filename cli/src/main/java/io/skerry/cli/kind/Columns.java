package io.skerry.cli.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.print.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a table shows of the resources of one kind.
public final class Columns {

  /// How much a table shows.
  public enum Detail {
    NARROW,
    WIDE
  }

  private static final String LONGEST_STATE = "degraded";

  private final List<Column> columns;

  private Columns(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /// The columns of a kind. The tenant is a column of its own where several may occur.
  public static Columns of(KindName kind, Detail detail, boolean severalTenants) {
    List<Column> columns = new ArrayList<>();
    if (severalTenants && kind.hasTenant()) {
      columns.add(Column.at("tenant", "/metadata/tenant"));
    }
    columns.add(Column.at("name", "/metadata/name"));
    columns.addAll(narrow(kind));
    if (detail == Detail.WIDE) {
      columns.addAll(wide(kind));
    }
    return new Columns(columns);
  }

  /// The columns that tell how nodes are not where they must be.
  public static Columns ofDrift() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.at("name", "/metadata/name"));
    columns.addAll(NodeColumns.drift());
    return new Columns(columns);
  }

  /// Whether a node runs something else than it must, or an older generation of it.
  public static boolean drifts(JsonNode node) {
    return NodeColumns.drifts(node);
  }

  /// The names of the columns.
  public List<String> titles() {
    return columns.stream().map(Column::title).toList();
  }

  /// Words that a row may come to show: a table that follows changes leaves room for them.
  public List<Cell> widest() {
    return columns.stream()
        .map(column -> Cell.of(column.title().equals(NodeColumns.STATE) ? LONGEST_STATE : ""))
        .toList();
  }

  /// The row of a resource.
  public List<Cell> row(JsonNode resource, Instant now) {
    return columns.stream().map(column -> column.value().of(resource, now)).toList();
  }

  private static List<Column> narrow(KindName kind) {
    Column age = Column.age("age", "/metadata/createdAt");
    Column generation = Column.at("gen", "/metadata/generation");
    return switch (kind) {
      case NODE -> NodeColumns.narrow(age);
      case CELL ->
          List.of(
              Column.at("cloud", "/spec/cloud"),
              Column.at("region", "/spec/region"),
              Column.text("location", Columns::location),
              age);
      case POLICY ->
          List.of(
              Column.at("service", "/spec/service"),
              Column.at("type", "/spec/type"),
              Column.at("priority", "/spec/priority"),
              generation,
              age);
      case SERVICE -> List.of(Column.text("versions", Columns::versions), generation, age);
      case TRAFFIC_SPLIT -> split(generation, age);
      case ROLLOUT_STRATEGY ->
          List.of(
              Column.at("domain", "/spec/domain"),
              Column.text("waves", Columns::waves),
              Column.at("bake", "/spec/bake"),
              age);
      case FREEZE_WINDOW ->
          List.of(Column.text("when", Columns::freeze), Column.at("reason", "/spec/reason"), age);
      case TENANT ->
          List.of(
              Column.at("strategy", "/spec/strategy"),
              Column.at("description", "/spec/description"),
              age);
      case NOTIFICATION_TARGET ->
          List.of(Column.at("url", "/spec/url"), Column.text("events", Columns::events), age);
      case ROLLOUT -> RolloutColumns.narrow(age);
    };
  }

  private static List<Column> split(Column generation, Column age) {
    return List.of(
        Column.at("service", "/spec/service"),
        Column.text("weights", Columns::weights),
        Column.text("rules", split -> String.valueOf(split.at("/spec/rules").size())),
        generation,
        age);
  }

  private static String events(JsonNode target) {
    return target
        .at("/spec/events")
        .valueStream()
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }

  private static List<Column> wide(KindName kind) {
    return switch (kind) {
      case NODE -> NodeColumns.wide();
      case POLICY ->
          List.of(
              Column.at("strategy", "/spec/strategy"),
              Column.text(
                  "overrides", policy -> String.valueOf(policy.at("/spec/overrides").size())),
              Column.at("where", "/spec/placement/where"));
      case SERVICE ->
          List.of(
              Column.at("strategy", "/spec/strategy"), Column.at("where", "/spec/placement/where"));
      case TRAFFIC_SPLIT -> List.of(Column.at("strategy", "/spec/strategy"));
      case ROLLOUT_STRATEGY ->
          List.of(
              Column.at("max unavailable", "/spec/maxUnavailable"),
              Column.at("on failure", "/spec/onFailure"));
      case ROLLOUT -> RolloutColumns.wide();
      case CELL, FREEZE_WINDOW, TENANT, NOTIFICATION_TARGET -> List.of();
    };
  }

  private static String freeze(JsonNode window) {
    JsonNode spec = window.path("spec");
    return spec.has("cron")
        ? "%s %s for %s"
            .formatted(
                spec.path("cron").asText(),
                spec.path("timeZone").asText(),
                spec.path("duration").asText())
        : spec.path("from").asText() + " to " + spec.path("until").asText();
  }

  private static String location(JsonNode cell) {
    JsonNode location = cell.at("/spec/location");
    return location.isObject()
        ? location.path("lat").asText() + ", " + location.path("lon").asText()
        : "";
  }

  private static String versions(JsonNode service) {
    return service
        .at("/spec/versions")
        .propertyStream()
        .map(Map.Entry::getKey)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String weights(JsonNode split) {
    return split
        .at("/spec/weights")
        .propertyStream()
        .map(weight -> weight.getKey() + "=" + weight.getValue().asText())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String waves(JsonNode strategy) {
    return strategy
        .at("/spec/waves")
        .valueStream()
        .map(wave -> wave.path("name").asText())
        .collect(Collectors.joining(" > "));
  }
}
