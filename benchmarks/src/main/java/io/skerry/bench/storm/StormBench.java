package io.skerry.bench.storm;

import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.runtime.HttpControlPlane;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.bench.Stacks;
import io.skerry.bench.propagation.Quantiles;
import io.skerry.bench.propagation.SkerryFanOut;
import io.skerry.bench.storm.Storm.Lines;
import io.skerry.bench.storm.Storm.Servers;
import io.skerry.cli.local.LocalStack;
import io.skerry.schema.store.EtcdConfig;
import io.skerry.schema.store.EtcdStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Cuts many agents off from etcd and the control plane at once, changes what all of them shall
/// run, compacts etcd's history, and lets the network return: how soon does each run the change,
/// and what does the return cost? Beside them as many plain jetcd watchers, in the same storms.
public final class StormBench {

  private static final String MEASURED =
      """
      %,d agents with the real core, each with connections of its own, and as many plain jetcd watchers; cut for %d s.
      All of it on this machine: etcd, PostgreSQL, one control plane, and agents, watchers and networks in one JVM.
      """;

  /// What a thousand agents or watchers say each is nothing new here.
  private static final List<Logger> CROWDS =
      List.of(Logger.getLogger("io.skerry"), Logger.getLogger("io.vertx"));

  private final LocalStack stack;
  private final Path folder;
  private final int agents;

  private StormBench(LocalStack stack, Path folder, int agents) {
    this.stack = stack;
    this.folder = folder;
    this.agents = agents;
  }

  /// @param agents how many, and how many plain watchers
  /// @param seconds how long each cut lasts
  public static void run(int agents, int seconds) throws Exception {
    CROWDS.forEach(crowd -> crowd.setLevel(Level.SEVERE));
    System.out.printf(MEASURED, agents, seconds);
    Path folder = Stacks.folder("storm");
    try (LocalStack stack = Stacks.bare(folder)) {
      new StormBench(stack, folder, agents).run(Duration.ofSeconds(seconds));
    }
  }

  private void run(Duration length) throws Exception {
    Steps steps = Steps.begin("the servers run; agents enrol");
    Tally answered = new Tally();
    try (Line store = Line.to(stack.config().ports().etcdClient());
        Line plain = Line.to(stack.config().ports().etcdClient());
        Line reports = Line.to(stack.config().ports().rest());
        FileDisk disk = FileDisk.open(folder.resolve("journal"));
        SnapshotJournal journal = SnapshotJournal.open(disk);
        AgentRuntime runtime = runtime(journal, store, reports, answered);
        Cell cell = new Cell(stack.config().etcd());
        SkerryFanOut fleet =
            SkerryFanOut.open(stack.config().rest(), folder.resolve("nodes"), agents, runtime)) {
      steps.say("every agent follows");
      for (Cut how : Cut.values()) {
        // What is compacted away is lost to plain watches for good: each storm needs new ones.
        try (PlainWatchers watchers = PlainWatchers.open(cell, plain, agents)) {
          Lines lines = new Lines(store, plain, reports, answered);
          print(new Storm(fleet, watchers, cell, lines, servers()).run(how, length));
        }
      }
    }
  }

  private static AgentRuntime runtime(
      SnapshotJournal journal, Line store, Line reports, Tally answered) {
    EtcdConfig config = EtcdConfig.of(List.of(store.url()));
    HttpControlPlane http =
        new HttpControlPlane(task -> Thread.ofVirtual().name("report").start(task));
    return AgentRuntime.builder()
        .journal(journal)
        .stores(_ -> new EtcdStore(config, InstantSource.system()))
        .controlPlane(new RoutedControlPlane(http, reports, answered))
        .build();
  }

  private Servers servers() {
    return new Servers(process("etcd"), process("control-plane"));
  }

  private ProcessHandle process(String part) {
    return stack
        .part(part)
        .flatMap(it -> it.process())
        .orElseThrow(() -> new IllegalStateException(part + " does not run"));
  }

  private static void print(Outcome outcome) {
    System.out.printf(
        "%n  %-42s %12s %12s%n", "seconds from the network's return", "agents", "jetcd");
    row("has the change: first", seconds(outcome.agents(), 0), seconds(outcome.plain(), 0));
    row("                p50", seconds(outcome.agents(), 0.5), seconds(outcome.plain(), 0.5));
    row("                p99", seconds(outcome.agents(), 0.99), seconds(outcome.plain(), 0.99));
    row("                last", seconds(outcome.agents(), 1), seconds(outcome.plain(), 1));
    row("have it", outcome.agents().applied().size(), outcome.plain().applied().size());
    row("watch dead for good", outcome.agents().dead().size(), outcome.plain().dead().size());
    row("                p50", "-", death(outcome.plain(), 0.5));
    row("                last", "-", death(outcome.plain(), 1));
    attempts(outcome.agents().attempts(), outcome.plain().attempts());
    System.out.printf(
        """
          the control plane knew every node to be well after %.1f s; calls answered in its busiest second: %,d
          until then etcd took %.1f CPU s (%.2f cores in its busiest second), the control plane %.1f (%.2f)
          nodes on a wrong digest or lost: %d of %,d; one more edit reached the last node in %,d ms

        """,
        outcome.ready().toMillis() / 1e3,
        outcome.answered(),
        outcome.etcd().total().toMillis() / 1e3,
        outcome.etcd().peak(),
        outcome.controlPlane().total().toMillis() / 1e3,
        outcome.controlPlane().peak(),
        outcome.wrong(),
        outcome.nodes(),
        outcome.next().toMillis());
  }

  private static void attempts(Outcome.Attempts agents, Outcome.Attempts plain) {
    row("connections tried while cut", agents.cut(), plain.cut());
    row("                in the busiest second", agents.cutPeak(), plain.cutPeak());
    row("connections made after it", agents.back(), plain.back());
    row("                in the busiest second", agents.backPeak(), plain.backPeak());
  }

  private static String seconds(Outcome.Party party, double share) {
    return quantile(party.applied(), share);
  }

  private static String death(Outcome.Party party, double share) {
    return quantile(party.dead(), share);
  }

  private static String quantile(List<Duration> times, double share) {
    return times.isEmpty() ? "-" : "%.2f".formatted(new Quantiles(times).millis(share) / 1e3);
  }

  private static void row(String what, Object agents, Object plain) {
    System.out.printf("  %-42s %12s %12s%n", what, agents, plain);
  }
}
