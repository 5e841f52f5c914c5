package io.skerry.schema.model;

import java.util.Arrays;
import java.util.Optional;

/// The closed set of resource kinds. The declaration order is the order in which a bundle is
/// applied, so that a resource always comes after what it may refer to.
public enum Kind {
  CELL("Cell", "cells", Scope.CLUSTER),
  NODE("Node", "nodes", Scope.CLUSTER),
  ROLLOUT_STRATEGY("RolloutStrategy", "rolloutstrategies", Scope.CLUSTER),
  FREEZE_WINDOW("FreezeWindow", "freezewindows", Scope.CLUSTER),
  TENANT("Tenant", "tenants", Scope.CLUSTER),
  NOTIFICATION_TARGET("NotificationTarget", "notificationtargets", Scope.TENANT),
  SERVICE("Service", "services", Scope.TENANT),
  POLICY("Policy", "policies", Scope.TENANT),
  TRAFFIC_SPLIT("TrafficSplit", "trafficsplits", Scope.TENANT),
  ROLLOUT("Rollout", "rollouts", Scope.TENANT);

  /// Whether resources of a kind live inside a tenant or belong to the whole control plane.
  public enum Scope {
    CLUSTER,
    TENANT
  }

  private final String wireName;
  private final String plural;
  private final Scope scope;

  Kind(String wireName, String plural, Scope scope) {
    this.wireName = wireName;
    this.plural = plural;
    this.scope = scope;
  }

  /// The value of the `kind` field in a document, such as `TrafficSplit`.
  public String wireName() {
    return wireName;
  }

  /// The lower-case plural used in REST paths, keys and the CLI, such as `trafficsplits`.
  public String plural() {
    return plural;
  }

  /// Whether resources of this kind carry a tenant.
  public Scope scope() {
    return scope;
  }

  /// Whether a change to this kind reaches nodes, and so must travel through a rollout.
  public boolean isRolledOut() {
    return switch (this) {
      case SERVICE, POLICY, TRAFFIC_SPLIT -> true;
      case CELL, NODE, ROLLOUT_STRATEGY, FREEZE_WINDOW, TENANT, NOTIFICATION_TARGET, ROLLOUT ->
          false;
    };
  }

  /// The kind with the given `kind` field value, matched exactly.
  public static Optional<Kind> ofWireName(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }

  /// The kind with the given REST plural, matched exactly.
  public static Optional<Kind> ofPlural(String plural) {
    return Arrays.stream(values()).filter(kind -> kind.plural.equals(plural)).findFirst();
  }
}
