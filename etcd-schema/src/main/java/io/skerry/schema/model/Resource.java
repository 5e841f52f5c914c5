package io.skerry.schema.model;

/// A declared object. Immutable; equality is by value.
public sealed interface Resource
    permits Cell,
        Node,
        Policy,
        Service,
        TrafficSplit,
        RolloutStrategy,
        FreezeWindow,
        Tenant,
        NotificationTarget,
        Rollout {

  /// The version of the resource model that this code reads and writes.
  String API_VERSION = "skerry/v1";

  /// Name, tenant, labels and the system's own fields.
  Metadata metadata();

  /// What kind of resource this is.
  default Kind kind() {
    return switch (this) {
      case Cell _ -> Kind.CELL;
      case Node _ -> Kind.NODE;
      case Policy _ -> Kind.POLICY;
      case Service _ -> Kind.SERVICE;
      case TrafficSplit _ -> Kind.TRAFFIC_SPLIT;
      case RolloutStrategy _ -> Kind.ROLLOUT_STRATEGY;
      case FreezeWindow _ -> Kind.FREEZE_WINDOW;
      case Tenant _ -> Kind.TENANT;
      case NotificationTarget _ -> Kind.NOTIFICATION_TARGET;
      case Rollout _ -> Kind.ROLLOUT;
    };
  }

  /// Kind, tenant and name together.
  default ResourceId id() {
    return new ResourceId(kind(), metadata().tenant(), metadata().name());
  }

  /// The same resource with other metadata.
  default Resource withMetadata(Metadata next) {
    return switch (this) {
      case Cell cell -> new Cell(next, cell.spec());
      case Node node -> new Node(next, node.spec());
      case Policy policy -> new Policy(next, policy.spec());
      case Service service -> new Service(next, service.spec());
      case TrafficSplit split -> new TrafficSplit(next, split.spec());
      case RolloutStrategy strategy -> new RolloutStrategy(next, strategy.spec());
      case FreezeWindow window -> new FreezeWindow(next, window.spec());
      case Tenant tenant -> new Tenant(next, tenant.spec());
      case NotificationTarget target -> new NotificationTarget(next, target.spec());
      case Rollout rollout -> new Rollout(next, rollout.spec(), rollout.status());
    };
  }
}
