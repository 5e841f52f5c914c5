package io.skerry.bench.compile;

import com.sun.management.ThreadMXBean;
import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.schema.model.Policy;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/// Compiles fleets of growing size from scratch, and after a change of one policy. One thread; the
/// median of a few runs after as many for warming up.
public final class CompileBench {

  private static final int RUNS = 5;

  private CompileBench() {}

  /// @param took the median
  /// @param bytes that the median run allocated
  private record Cost(Duration took, long bytes) {}

  /// Prints a table.
  ///
  /// @param sizes numbers of nodes
  /// @param policies how many
  public static void run(List<Integer> sizes, int policies) {
    System.out.printf(
        "%d policies; median of %d runs, one thread%n%8s %22s %26s %30s%n",
        policies,
        RUNS,
        "nodes",
        "everything",
        "one policy, everywhere",
        "one policy of one region");
    for (int nodes : sizes) {
      ResourceSet fleet = ResourceSet.of(SampleFleet.of(nodes, policies));
      Cost full = cost(() -> Editions.of(fleet, Rollouts.EMPTY));
      Editions before = Editions.of(fleet, Rollouts.EMPTY);
      Cost everywhere = cost(() -> changed(before, fleet, SampleFleet.policy(0, "next")));
      Cost oneRegion = cost(() -> changed(before, fleet, SampleFleet.policy(5, "next")));
      System.out.printf(
          "%8d %22s %26s %30s%n", nodes, text(full), text(everywhere), text(oneRegion));
    }
  }

  private static Editions changed(Editions before, ResourceSet fleet, Policy next) {
    return before.update(fleet.with(next), Rollouts.EMPTY, Set.of(next.id()));
  }

  private static Cost cost(Supplier<Editions> work) {
    List<Cost> costs = new ArrayList<>();
    for (int run = 0; run < 2 * RUNS; run++) {
      long allocated = allocated();
      long start = System.nanoTime();
      int distinct = work.get().size();
      long took = System.nanoTime() - start;
      if (distinct < 1) {
        throw new IllegalStateException("nothing was compiled");
      }
      if (run >= RUNS) {
        costs.add(new Cost(Duration.ofNanos(took), allocated() - allocated));
      }
    }
    costs.sort(Comparator.comparing(Cost::took));
    return costs.get(RUNS / 2);
  }

  private static long allocated() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
        ? threads.getCurrentThreadAllocatedBytes()
        : 0;
  }

  private static String text(Cost cost) {
    return String.format(
        Locale.ROOT, "%,.1f ms, %,.1f MiB", cost.took().toNanos() / 1e6, cost.bytes() / 1048576.0);
  }
}
