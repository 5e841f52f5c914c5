package io.skerry.cli.kind;

import io.skerry.cli.shell.CommandException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A kind of resource, as people type it, as documents name it and as URLs spell it.
public enum KindName {
  CELL("Cell", "cells", Scope.CLUSTER, "ce"),
  NODE("Node", "nodes", Scope.CLUSTER, "no"),
  POLICY("Policy", "policies", Scope.TENANT, "po", "pol"),
  SERVICE("Service", "services", Scope.TENANT, "svc"),
  TRAFFIC_SPLIT("TrafficSplit", "trafficsplits", Scope.TENANT, "ts"),
  ROLLOUT_STRATEGY("RolloutStrategy", "rolloutstrategies", Scope.CLUSTER, "rs"),
  FREEZE_WINDOW("FreezeWindow", "freezewindows", Scope.CLUSTER, "fw"),
  TENANT("Tenant", "tenants", Scope.CLUSTER, "te"),
  NOTIFICATION_TARGET("NotificationTarget", "notificationtargets", Scope.TENANT, "nt"),
  ROLLOUT("Rollout", "rollouts", Scope.TENANT, "ro");

  private enum Scope {
    CLUSTER,
    TENANT
  }

  private final String documentName;
  private final String plural;
  private final Scope scope;
  private final String shortNames;

  KindName(String documentName, String plural, Scope scope, String... shortNames) {
    this.documentName = documentName;
    this.plural = plural;
    this.scope = scope;
    this.shortNames = String.join(", ", shortNames);
  }

  /// The kind that somebody typed.
  ///
  /// @throws CommandException when there is no such kind; it names those that there are
  public static KindName typed(String text) {
    return parse(text)
        .orElseThrow(
            () -> CommandException.usage("unknown kind '" + text + "'; known: " + choices()));
  }

  /// Finds a kind by singular, plural or short name, in any case.
  public static Optional<KindName> parse(String typed) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(kind -> kind.isCalled(wanted)).findFirst();
  }

  /// All plural names with their short names, for messages: `cells (ce), nodes (no), ...`.
  public static String choices() {
    return Arrays.stream(values())
        .map(kind -> kind.plural + " (" + kind.shortNames + ")")
        .collect(Collectors.joining(", "));
  }

  /// The name in the `kind` field of a document, such as `TrafficSplit`.
  public String documentName() {
    return documentName;
  }

  /// The name in URLs, such as `trafficsplits`.
  public String plural() {
    return plural;
  }

  /// The name in sentences, such as `trafficsplit`.
  public String singular() {
    return documentName.toLowerCase(Locale.ROOT);
  }

  /// Whether resources of this kind belong to a tenant.
  public boolean hasTenant() {
    return scope == Scope.TENANT;
  }

  /// The path of one resource; the tenant is ignored for kinds that have none.
  public String itemPath(String tenant, String name) {
    return listPath(tenant) + "/" + name;
  }

  /// The path of the resources of one tenant; the tenant is ignored for kinds that have none.
  public String listPath(String tenant) {
    return hasTenant() ? "/api/v1/tenants/" + tenant + "/" + plural : allPath();
  }

  /// The path of all resources of this kind, of every tenant.
  public String allPath() {
    return "/api/v1/" + plural;
  }

  private boolean isCalled(String wanted) {
    return plural.equals(wanted)
        || singular().equals(wanted)
        || List.of(shortNames.split(", ", -1)).contains(wanted);
  }
}
