package io.skerry.control.fleet;

import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.PolicyType;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Resources and statuses for tests.
public final class Declarations {

  /// When everything here was accepted.
  public static final Instant EPOCH = Instant.parse("2026-11-20T11:00:00Z");

  private Declarations() {}

  public static ResourceName name(String name) {
    return new ResourceName(name);
  }

  public static Cell cell(String name, String region) {
    return new Cell(
        metadata(name, TenantName.NONE, 1),
        new Cell.Spec(Cloud.AWS, name(region), Optional.empty()));
  }

  public static Node node(String name, String cell) {
    return new Node(
        metadata(name, TenantName.NONE, 1),
        new Node.Spec(
            name(cell), "z1", Optional.empty(), "", Node.Mode.MANAGED, 100, Node.Capacity.UNKNOWN));
  }

  /// A policy for every node.
  ///
  /// @param value what its config says
  public static Policy policy(String name, long generation, String value) {
    return policy(name, generation, value, Placement.EVERYWHERE);
  }

  public static Policy policy(String name, long generation, String value, Placement placement) {
    return new Policy(
        metadata(name, TenantName.DEFAULT, generation),
        new Policy.Spec(
            name("asr"),
            PolicyType.CONFIG,
            100,
            placement,
            new JsonDocument("{\"value\":\"" + value + "\"}"),
            List.of(),
            Optional.empty()));
  }

  /// The same policy with a strategy of its own.
  public static Policy withStrategy(Policy policy, String strategy) {
    Policy.Spec spec = policy.spec();
    return new Policy(
        policy.metadata(),
        new Policy.Spec(
            spec.service(),
            spec.type(),
            spec.priority(),
            spec.placement(),
            spec.config(),
            spec.overrides(),
            Optional.of(name(strategy))));
  }

  public static Metadata metadata(String name, TenantName tenant, long generation) {
    return new Metadata(
        name(name),
        tenant,
        Map.of(),
        Map.of(),
        Optional.of(new Metadata.Lifecycle("uid-" + name, generation, EPOCH, EPOCH)));
  }

  /// What a healthy node says once it runs what a ref asks for.
  public static NodeStatus applied(Ref ref) {
    return new NodeStatus(
        ref.node(),
        "replica",
        "boot",
        "0.1.0",
        Optional.of(
            new NodeStatus.Applied(
                ref.snapshot(), ref.generation(), 2000, ref.issuedAt().plusMillis(5))),
        Optional.empty(),
        NodeStatus.Link.CONNECTED,
        100,
        NodeStatus.Reachability.HEARD,
        List.of(),
        ref.issuedAt().plusMillis(6));
  }
}
