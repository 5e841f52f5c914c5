package io.skerry.policy.rollout.sim;

import io.skerry.schema.model.ResourceName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The nodes of a run, also those that were removed.
final class SimFleet {

  private final World world;
  private final SimStore store;
  private final Replica replica;
  private final Map<ResourceName, SimNode> nodes = new TreeMap<>();

  SimFleet(World world, SimStore store) {
    this.world = world;
    this.store = store;
    this.replica = new Replica(world, store);
    world.in(20_000, () -> replica.expectAtMost(Math.max(5, nodes.size() / 2)));
  }

  void add(ResourceName name) {
    nodes.put(name, new SimNode(world, store, replica, name, world.chance(0.3) ? "2.0" : "1.0"));
  }

  void remove(ResourceName name) {
    SimNode node = nodes.remove(name);
    if (node != null) {
      node.remove();
    }
  }

  Collection<SimNode> all() {
    return List.copyOf(nodes.values());
  }

  boolean has(ResourceName name) {
    return nodes.containsKey(name);
  }
}
