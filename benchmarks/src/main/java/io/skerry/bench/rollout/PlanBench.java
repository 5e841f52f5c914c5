package io.skerry.bench.rollout;

import io.skerry.bench.Stacks;
import io.skerry.bench.soak.cluster.Answer;
import io.skerry.cli.local.LocalStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long the answer to "what would this change do?" takes over REST, for one policy of every
/// node.
public final class PlanBench {

  private static final int RUNS = 10;

  private PlanBench() {}

  /// Prints one line per plan.
  public static void run(int nodes, int policies) throws Exception {
    try (LocalStack stack = Stacks.bare(Stacks.folder("plan"))) {
      Operation operation = new Operation(stack.config().rest());
      operation.declare(policies);
      operation.nodes(nodes);
      System.out.printf("%d nodes, %d policies, a change of one policy%n", nodes, policies);
      List<Duration> took = new ArrayList<>();
      for (int run = 1; run <= RUNS; run++) {
        long start = System.nanoTime();
        Answer plan = operation.plan("plan-" + run);
        took.add(Duration.ofNanos(System.nanoTime() - start));
        System.out.printf(
            "plan %2d: %,d ms, %s nodes affected, %d waves, %,d KiB%n",
            run,
            took.getLast().toMillis(),
            plan.text("/affectedNodes"),
            plan.body().at("/rollouts/0/waves").size(),
            plan.body().toString().length() >> 10);
      }
      Duration first = took.getFirst();
      took.sort(null);
      System.out.printf(
          "first %,d ms, median %,d ms%n", first.toMillis(), took.get(RUNS / 2).toMillis());
    }
  }
}
