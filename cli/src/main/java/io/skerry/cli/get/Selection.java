package io.skerry.cli.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.kind.Columns;
import io.skerry.cli.kind.KindName;
import java.util.Arrays;

/// Which resources are asked for.
///
/// @param kind their kind
/// @param name the one name asked for; empty for all
/// @param tenant the tenant; empty for all
/// @param labels wanted labels as `key=value,...`; empty for any
/// @param where a CEL condition that the server evaluates; empty for none
/// @param standing which of these nodes; for other kinds any
record Selection(
    KindName kind, String name, String tenant, String labels, String where, Standing standing) {

  /// Which nodes are asked for.
  enum Standing {
    ANY,
    /// Those that run something else than they must.
    DRIFTING
  }

  /// Whether one resource is asked for by name.
  boolean isOne() {
    return !name.isEmpty();
  }

  /// The path of the list or of the one.
  String path() {
    if (isOne()) {
      return kind.itemPath(tenant.isEmpty() ? "default" : tenant, name);
    }
    return tenant.isEmpty() ? kind.allPath() : kind.listPath(tenant);
  }

  /// Whether a resource is among those asked for, as far as can be told without the server: the
  /// condition is not looked at.
  boolean includes(JsonNode resource) {
    JsonNode metadata = resource.path("metadata");
    return (name.isEmpty() || metadata.path("name").asText().equals(name))
        && (tenant.isEmpty()
            || !kind.hasTenant()
            || metadata.path("tenant").asText("default").equals(tenant))
        && hasLabels(metadata.path("labels"))
        && (standing == Standing.ANY || Columns.drifts(resource));
  }

  private boolean hasLabels(JsonNode present) {
    return labels.isEmpty()
        || Arrays.stream(labels.split(",", -1))
            .allMatch(wanted -> hasLabel(present, wanted.strip()));
  }

  private static boolean hasLabel(JsonNode present, String wanted) {
    int equals = wanted.indexOf('=');
    if (equals < 0) {
      return present.has(wanted);
    }
    return present
        .path(wanted.substring(0, equals))
        .asText("")
        .equals(wanted.substring(equals + 1));
  }
}
