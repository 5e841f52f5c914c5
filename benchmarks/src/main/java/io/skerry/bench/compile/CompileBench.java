package io.skerry.bench.compile;

import com.sun.management.ThreadMXBean;
import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.schema.model.Policy;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/// Compiles fleets of growing size, and of growing numbers of policies, from scratch and after a
/// change of one policy. One thread; the median of a few runs after as many for warming up. Time in
/// which the garbage collector stops the thread is taken off and told apart: it depends on the heap
/// that the process was given, and comes in lumps.
public final class CompileBench {

  private static final int RUNS = 7;

  /// At which size the number of policies grows.
  private static final int POLICY_NODES = 10_000;

  private CompileBench() {}

  /// @param took the median, without the collector
  /// @param collecting of the collector, on average over the runs
  /// @param bytes that the median run allocated
  private record Cost(Duration took, Duration collecting, long bytes) {}

  /// Prints two tables.
  ///
  /// @param sizes numbers of nodes
  /// @param policies how many
  public static void run(List<Integer> sizes, int policies) {
    warmUp(policies);
    System.out.printf("%d policies; median of %d runs, one thread%n", policies, RUNS);
    header("nodes");
    sizes.forEach(nodes -> row(nodes, nodes, policies));
    System.out.printf("%n%d nodes%n", POLICY_NODES);
    header("policies");
    for (int count : List.of(policies / 2, policies, 2 * policies, 4 * policies)) {
      row(count, POLICY_NODES, count);
    }
  }

  /// The first size measured is not to pay for the compiler of the machine.
  private static void warmUp(int policies) {
    ResourceSet fleet = ResourceSet.of(SampleFleet.of(1_000, policies));
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < deadline) {
      Editions before = Editions.of(fleet, Rollouts.EMPTY);
      Editions after = changed(before, fleet, SampleFleet.policy(0, "next"));
      if (after.size() < 1) {
        throw new IllegalStateException("nothing was compiled");
      }
    }
  }

  private static void header(String what) {
    System.out.printf(
        "%8s %38s %38s %38s%n",
        what, "everything", "one policy, everywhere", "one policy of one region");
  }

  private static void row(int label, int nodes, int policies) {
    ResourceSet fleet = ResourceSet.of(SampleFleet.of(nodes, policies));
    Cost full = cost(() -> Editions.of(fleet, Rollouts.EMPTY));
    Editions before = Editions.of(fleet, Rollouts.EMPTY);
    Cost everywhere = cost(() -> changed(before, fleet, SampleFleet.policy(0, "next")));
    Cost oneRegion = cost(() -> changed(before, fleet, SampleFleet.policy(5, "next")));
    System.out.printf("%8d %38s %38s %38s%n", label, text(full), text(everywhere), text(oneRegion));
  }

  private static Editions changed(Editions before, ResourceSet fleet, Policy next) {
    return before.update(fleet.with(next), Rollouts.EMPTY, Set.of(next.id()));
  }

  private static Cost cost(Supplier<Editions> work) {
    List<Cost> costs = new ArrayList<>();
    for (int run = 0; run < 2 * RUNS; run++) {
      Duration collected = collected();
      long allocated = allocated();
      long start = System.nanoTime();
      int distinct = work.get().size();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (distinct < 1) {
        throw new IllegalStateException("nothing was compiled");
      }
      Duration collecting = collected().minus(collected);
      if (run >= RUNS) {
        costs.add(new Cost(took.minus(collecting), collecting, allocated() - allocated));
      }
    }
    Duration collecting =
        costs.stream().map(Cost::collecting).reduce(Duration.ZERO, Duration::plus).dividedBy(RUNS);
    costs.sort(Comparator.comparing(Cost::took));
    Cost median = costs.get(RUNS / 2);
    return new Cost(median.took(), collecting, median.bytes());
  }

  private static Duration collected() {
    return Duration.ofMillis(
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum());
  }

  private static long allocated() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
        ? threads.getCurrentThreadAllocatedBytes()
        : 0;
  }

  private static String text(Cost cost) {
    return String.format(
        Locale.ROOT,
        "%,.1f ms + GC %d ms, %,.1f MiB",
        cost.took().toNanos() / 1e6,
        cost.collecting().toMillis(),
        cost.bytes() / 1048576.0);
  }
}
