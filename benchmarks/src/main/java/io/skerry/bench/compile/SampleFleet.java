package io.skerry.bench.compile;

import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.PolicyType;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A fleet as a provider has it: twenty regions in four clouds, a few labels, and policies of which
/// every tenth goes everywhere, the others to one region or to the nodes with a label in one.
final class SampleFleet {

  private static final int REGIONS = 20;
  private static final List<Cloud> CLOUDS = List.of(Cloud.values());

  private SampleFleet() {}

  static List<Resource> of(int nodes, int policies) {
    List<Resource> all = new ArrayList<>(nodes + policies + REGIONS);
    for (int cell = 0; cell < REGIONS; cell++) {
      all.add(
          new Cell(
              metadata("cell-" + cell, TenantName.NONE, Map.of()),
              new Cell.Spec(
                  CLOUDS.get(cell % CLOUDS.size()),
                  new ResourceName("region-" + cell),
                  Optional.empty())));
    }
    for (int node = 0; node < nodes; node++) {
      all.add(node(node));
    }
    for (int policy = 0; policy < policies; policy++) {
      all.add(policy(policy, "first"));
    }
    return all;
  }

  static Policy policy(int index, String value) {
    return new Policy(
        metadata("policy-" + index, TenantName.DEFAULT, Map.of()),
        new Policy.Spec(
            new ResourceName("service-" + index % 17),
            PolicyType.CONFIG,
            100,
            placement(index),
            new JsonDocument("{\"value\":\"" + value + "\"}"),
            List.of(),
            Optional.empty()));
  }

  private static Placement placement(int index) {
    String region = "region == \"region-" + index % REGIONS + "\"";
    Optional<String> where =
        switch (index % 10) {
          case 0 -> Optional.empty();
          case 1, 2, 3 -> Optional.of(region + " && labels.tier == \"gpu\"");
          default -> Optional.of(region);
        };
    return new Placement(Set.of(), Set.of(), Set.of(), where, List.of(), 0, Optional.empty());
  }

  private static Node node(int index) {
    Map<String, String> labels =
        index % 5 == 0 ? Map.of("tier", "gpu", "ring", "a") : Map.of("tier", "cpu", "ring", "b");
    return new Node(
        metadata("node-" + index, TenantName.NONE, labels),
        new Node.Spec(
            new ResourceName("cell-" + index % REGIONS),
            "z" + index % 3,
            Optional.empty(),
            "",
            Node.Mode.MANAGED,
            100,
            Node.Capacity.UNKNOWN));
  }

  private static Metadata metadata(String name, TenantName tenant, Map<String, String> labels) {
    return new Metadata(
        new ResourceName(name),
        tenant,
        labels,
        Map.of(),
        Optional.of(new Metadata.Lifecycle("uid-" + name, 1, Instant.EPOCH, Instant.EPOCH)));
  }
}
