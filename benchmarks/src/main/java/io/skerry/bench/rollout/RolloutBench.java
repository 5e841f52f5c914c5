package io.skerry.bench.rollout;

import io.skerry.bench.Stacks;
import io.skerry.bench.rollout.SimulatedFleet.Conduct;
import io.skerry.bench.rollout.SimulatedFleet.Reaction;
import io.skerry.cli.local.LocalStack;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.EtcdConfig;
import io.skerry.schema.store.EtcdStore;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.RawEntry;
import io.skerry.schema.store.StateStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A rollout of one policy to a whole fleet with the strategy `fast`, and one that turns out bad.
public final class RolloutBench {

  private static final Keys KEYS = new Keys(new ResourceName("local"));
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int GOOD_RUNS = 3;

  private final Operation operation;
  private final SimulatedFleet fleet;
  private final ProcessHandle controlPlane;
  private final StateStore store;
  private final int nodes;

  private RolloutBench(
      Operation operation,
      SimulatedFleet fleet,
      ProcessHandle controlPlane,
      StateStore store,
      int nodes) {
    this.operation = operation;
    this.fleet = fleet;
    this.controlPlane = controlPlane;
    this.store = store;
    this.nodes = nodes;
  }

  /// Prints what each rollout took.
  public static void run(int nodes) throws Exception {
    try (LocalStack stack =
            Stacks.bare(Stacks.folder("rollout"), Map.of("skerry.heartbeat", "1h"));
        StateStore store =
            new EtcdStore(EtcdConfig.of(List.of(stack.config().etcd())), InstantSource.system());
        SimulatedFleet fleet = new SimulatedFleet(store, KEYS, replica(store))) {
      Operation operation = new Operation(stack.config().rest());
      operation.declare(10);
      operation.nodes(nodes);
      RolloutBench bench = new RolloutBench(operation, fleet, controlPlane(), store, nodes);
      bench.until(() -> fleet.size() == nodes, "not every node got a first ref");
      for (int run = 1; run <= GOOD_RUNS; run++) {
        bench.good(run);
      }
      bench.bad();
    }
  }

  private void good(int run) throws Exception {
    Journal journal = fleet.record(Conduct.GOOD);
    Duration cpu = cpu();
    long revision = revision();
    long start = System.nanoTime();
    String rollout = operation.change("good-" + run);
    operation.await(rollout, "succeeded");
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "good %d: %d of %d nodes in %,d ms (bakes of 2 x 2 s included); control plane %.2f CPU s;"
            + " %,d etcd transactions, keys written %s%n",
        run,
        journal.moved(),
        nodes,
        took.toMillis(),
        cpu().minus(cpu).toMillis() / 1000.0,
        revision() - revision,
        fleet.writes());
  }

  /// The canary takes it well; one in a hundred of the others cannot stay up with it, and another
  /// one falls silent once it has it.
  private void bad() throws Exception {
    Journal journal = fleet.record(RolloutBench::react);
    String rollout = operation.change("poison");
    operation.await(rollout, "rolledBack");
    int loaded = journal.moved();
    System.out.printf(
        "bad: %d of %d nodes ever loaded it; the last of them %,d ms after the first failed;"
            + " 99 %% were back after %,d ms, the last reachable one after %,d ms%n",
        loaded,
        nodes,
        journal.untilHalt().toMillis(),
        journal.untilBack(0.99).toMillis(),
        journal.untilBack(1).toMillis());
    long start = System.nanoTime();
    fleet.restore();
    until(() -> journal.returned() == loaded, "not every silent node returned");
    System.out.printf(
        "bad: the silent ones were back %,d ms after they were heard again; %d of %d returned%n",
        Duration.ofNanos(System.nanoTime() - start).toMillis(), journal.returned(), loaded);
  }

  private static Reaction react(Ref ref) {
    boolean isPoisoned = ref.kind() == Ref.Reason.NORMAL && ref.wave() > 0;
    return switch (Math.floorMod(ref.node().value().hashCode(), 100)) {
      case 7 -> isPoisoned ? Reaction.CRASHES : Reaction.WELL;
      case 11 -> isPoisoned ? Reaction.VANISHES : Reaction.WELL;
      default -> Reaction.WELL;
    };
  }

  private Duration cpu() {
    return controlPlane.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private long revision() {
    return Long.parseLong(store.list(KEYS.refs(), PageRequest.first(1)).revision().toString());
  }

  private static String replica(StateStore store) {
    String members = KEYS.prefix() + "members/";
    return store.list(KEYS.all(), PageRequest.first(PageRequest.MAX_LIMIT)).entries().stream()
        .map(RawEntry::path)
        .filter(path -> path.startsWith(members))
        .map(path -> path.substring(members.length()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no replica is alive"));
  }

  private static ProcessHandle controlPlane() {
    return ProcessHandle.current()
        .descendants()
        .filter(it -> it.info().commandLine().orElse("").contains("control-plane"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the control plane does not run"));
  }

  private void until(BooleanSupplier done, String otherwise) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(otherwise);
      }
      Thread.sleep(PAUSE);
    }
  }
}
