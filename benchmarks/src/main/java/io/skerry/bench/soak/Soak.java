package io.skerry.bench.soak;

import io.skerry.bench.soak.SoakReport.Counts;
import io.skerry.bench.soak.SoakReport.Findings;
import io.skerry.bench.soak.StateCheck.Held;
import io.skerry.bench.soak.cluster.Cluster;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.EtcdConfig;
import io.skerry.schema.store.EtcdStore;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.StoreException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/// Clients write while parts are killed at random; then everything is let come to rest and
/// compared: what clients were told, what is stored, what the history holds, and what nodes serve.
public final class Soak {

  private static final Duration CALM_PATIENCE = Duration.ofMinutes(2);
  private static final Duration CALM_PAUSE = Duration.ofMillis(250);

  private final Cluster cluster;
  private final SoakPlan plan;
  private final Ledger ledger = new Ledger();
  private final FleetCheck fleet;

  private Soak(Cluster cluster, SoakPlan plan) {
    this.cluster = cluster;
    this.plan = plan;
    this.fleet = new FleetCheck(cluster, plan);
  }

  /// Runs it on a cluster that is whole, and leaves it whole. The cluster should have two control
  /// planes and the store to itself.
  public static SoakReport run(Cluster cluster, SoakPlan plan)
      throws ExecutionException, InterruptedException, IOException, SQLException {
    return new Soak(cluster, plan).run();
  }

  private SoakReport run()
      throws ExecutionException, InterruptedException, IOException, SQLException {
    SplittableRandom random = new SplittableRandom(plan.seed());
    GenerationWatch generations = new GenerationWatch(cluster);
    Chaos chaos = new Chaos(cluster, random.split());
    try (chaos) {
      storm(random, chaos, generations);
    }
    awaitCalm();
    return report(chaos, generations);
  }

  /// Runs everything at the same time until the time is over.
  private void storm(SplittableRandom random, Chaos chaos, GenerationWatch generations)
      throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + plan.duration().toNanos();
    BooleanSupplier over = () -> System.nanoTime() > end;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < plan.clients(); i++) {
        WritingClient client =
            new WritingClient("c" + i, plan, new Replicas(cluster, i), ledger, random.split());
        tasks.add(threads.submit(() -> finish(() -> client.run(over))));
      }
      tasks.add(threads.submit(() -> finish(() -> generations.run(over))));
      tasks.add(threads.submit(() -> finish(() -> chaos.run(over))));
      for (Future<?> task : tasks) {
        task.get();
      }
    }
  }

  private interface Task {
    void run() throws InterruptedException;
  }

  private static boolean finish(Task task) throws InterruptedException {
    task.run();
    return true;
  }

  /// Waits until nodes serve what is stored and the outbox is empty; what is wrong after that time
  /// stays wrong and is reported.
  private void awaitCalm() throws InterruptedException {
    long end = System.nanoTime() + CALM_PATIENCE.toNanos();
    while (!isCalm() && System.nanoTime() < end) {
      Thread.sleep(CALM_PAUSE);
    }
  }

  private boolean isCalm() throws InterruptedException {
    try (EtcdStore store =
        new EtcdStore(EtcdConfig.of(List.of(cluster.config().etcd())), InstantSource.system())) {
      Keys keys = new Keys(new ResourceName("local"));
      return store.list(keys.outbox(), PageRequest.first(1)).entries().isEmpty()
          && fleet.wrong(fleet.held(Cluster.CONTROL_PLANE)).isEmpty();
    } catch (IOException | StoreException notYet) {
      return false;
    }
  }

  private SoakReport report(Chaos chaos, GenerationWatch generations)
      throws IOException, InterruptedException, SQLException {
    List<Operation> operations = ledger.operations();
    History history = History.read(cluster, plan.keyPrefix());
    HistoryCheck checked = HistoryCheck.of(operations, history);
    Map<String, Held> held = fleet.held(Cluster.CONTROL_PLANE);
    Findings findings =
        new Findings(
            StateCheck.missing(plan, operations, history, held),
            checked.missing(),
            checked.surplus(),
            fleet.wrong(held),
            generations.wentBack(),
            chaos.failures());
    return new SoakReport(
        plan, counts(operations), chaos.kills(), ledger.longestSilence(), findings);
  }

  private Counts counts(List<Operation> operations) {
    long acknowledged = operations.stream().filter(Operation::isAcknowledged).count();
    long unknown = operations.stream().filter(Operation::isUnknown).count();
    return new Counts(
        acknowledged, operations.size() - acknowledged - unknown, unknown, ledger.reasons());
  }
}
