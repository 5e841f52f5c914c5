package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.sim.SimStore.Txn;
import io.skerry.policy.rollout.sim.SimStore.Write;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Hears the nodes: writes down what they say when it is new, and that they are silent. A report
/// that was overtaken by a later one is still written, as nobody can tell; the next one corrects
/// it.
final class Replica {

  private static final long SILENCE = 30_000;
  private static final long WINDOW = 100;

  private final World world;
  private final SimStore store;
  private final Map<ResourceName, Long> heard = new TreeMap<>();
  private final Deque<Long> connects = new ArrayDeque<>();
  private int most = Integer.MAX_VALUE;

  Replica(World world, SimStore store) {
    this.world = world;
    this.store = store;
    world.in(5_000, this::listen);
  }

  /// How many nodes may try to connect within 100 ms.
  void expectAtMost(int connections) {
    most = connections;
  }

  void connecting() {
    connects.addLast(world.now());
    while (world.now() - connects.getFirst() > WINDOW) {
      connects.removeFirst();
    }
    world.check("L6", connects.size() <= most, connects.size() + " connections within 100 ms");
  }

  void hear(NodeStatus said) {
    heard.put(said.node(), world.now());
    write(said);
  }

  private void listen() {
    heard.forEach(
        (node, at) -> {
          if (world.now() - at > SILENCE) {
            stored(node)
                .filter(it -> it.reachability() == Reachability.HEARD)
                .ifPresent(this::silent);
          }
        });
    world.in(5_000, this::listen);
  }

  private void silent(NodeStatus said) {
    write(said.reachable(Reachability.SILENT, world.instant()));
  }

  private Optional<NodeStatus> stored(ResourceName node) {
    return store
        .get(Keys.status(node))
        .flatMap(
            it -> it.value() instanceof NodeStatus said ? Optional.of(said) : Optional.empty());
  }

  private void write(NodeStatus said) {
    boolean isNews = stored(said.node()).filter(old -> same(old).equals(same(said))).isEmpty();
    if (isNews) {
      store.commit(
          new Txn(
              List.of(),
              List.of(new Write(Keys.status(said.node()), Optional.of(said))),
              "status"));
    }
  }

  /// What is worth writing down: everything but times.
  private static NodeStatus same(NodeStatus said) {
    return new NodeStatus(
        said.node(),
        said.replica(),
        said.bootId(),
        said.agentVersion(),
        said.applied()
            .map(it -> new NodeStatus.Applied(it.snapshot(), it.generation(), 0, Instant.EPOCH)),
        said.rejected()
            .map(
                it ->
                    new NodeStatus.Rejected(
                        it.snapshot(), it.generation(), it.code(), "", Instant.EPOCH)),
        said.link(),
        said.healthScore(),
        said.reachability(),
        said.conditions().stream()
            .map(it -> new NodeStatus.Condition(it.type(), "", Instant.EPOCH))
            .toList(),
        Instant.EPOCH,
        said.deferral(),
        said.findings());
  }
}
