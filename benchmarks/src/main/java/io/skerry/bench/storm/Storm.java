package io.skerry.bench.storm;

import io.skerry.bench.propagation.Round;
import io.skerry.bench.propagation.SkerryFanOut;
import io.skerry.bench.storm.Outcome.Attempts;
import io.skerry.bench.storm.Outcome.Load;
import io.skerry.bench.storm.Outcome.Party;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// One storm: the network goes for everybody at once, a change comes for every node, the store
/// forgets its history, and the network returns for everybody at once. Every wait has a limit.
///
/// @param fleet the agents
/// @param plain the baseline
/// @param cell the store that both follow
/// @param lines the networks
/// @param servers whose processor time is watched
record Storm(SkerryFanOut fleet, PlainWatchers plain, Cell cell, Lines lines, Servers servers) {

  private static final int PADDING = 512;
  private static final Duration LONGEST_LEAD = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /// @param store between agents and etcd
  /// @param plain between plain watchers and etcd
  /// @param reports between agents and the control plane
  /// @param answered calls of agents that the control plane answered
  record Lines(Line store, Line plain, Line reports, Tally answered) {

    private List<Line> all() {
      return List.of(store, plain, reports);
    }
  }

  /// @param etcd its process
  /// @param controlPlane its process
  record Servers(ProcessHandle etcd, ProcessHandle controlPlane) {}

  Outcome run(Cut how, Duration length) throws Exception {
    fleet.settle();
    Steps steps = Steps.begin("the network goes: " + how);
    long cutAt = System.nanoTime();
    lines.all().forEach(line -> line.cut(how));
    Map<ResourceName, Digest> before = cell.desired();
    Duration lead = length.dividedBy(4);
    sleepUntil(cutAt, lead.compareTo(LONGEST_LEAD) < 0 ? lead : LONGEST_LEAD);
    Round pending = fleet.edit("pending-" + how.name(), PADDING);
    plain.put("pending-" + how.name());
    within(LIMIT, () -> hasChanged(before), "the change is not pending for every node");
    steps.say("a change is pending for all %,d nodes".formatted(before.size()));
    sleepUntil(cutAt, length.dividedBy(2));
    steps.say("history is compacted at revision %,d".formatted(cell.compact()));
    sleepUntil(cutAt, length);
    if (!pending.arrivals().isEmpty()) {
      throw new IllegalStateException("the cut is none: nodes have the change already");
    }
    return returned(new Away(how, cutAt, pending), steps);
  }

  /// What happened before the return.
  private record Away(Cut how, long cutAt, Round pending) {}

  private Outcome returned(Away away, Steps steps) throws Exception {
    try (Usage etcd = new Usage(servers.etcd());
        Usage controlPlane = new Usage(servers.controlPlane())) {
      long back = System.nanoTime();
      lines.all().forEach(Line::restore);
      steps.say("the network is back");
      boolean complete = away.pending().await(LIMIT);
      steps.say(
          complete ? "every node runs the change" : away.pending().missing() + " are missing");
      within(LIMIT, () -> fleet.ready() == fleet.size(), "not every node reported");
      Duration ready = Duration.ofNanos(System.nanoTime() - back);
      Load etcdLoad = Load.of(etcd);
      Load controlPlaneLoad = Load.of(controlPlane);
      steps.say("the control plane knows every node to be well");
      awaitPlain(back);
      steps.say("%,d plain watchers are still away".formatted(plain.missing()));
      Times times = new Times(away.cutAt(), back, System.nanoTime());
      return new Outcome(
          fleet.size(),
          party(away.pending().arrivals(), List.of(), lines.store(), times),
          party(plain.arrivals(), plain.deaths(), lines.plain(), times),
          ready,
          next(away.how()),
          wrong(),
          lines.answered().peakBetween(back, times.end()),
          etcdLoad,
          controlPlaneLoad);
    }
  }

  /// How long one more edit takes.
  private Duration next(Cut how) throws Exception {
    lines.all().forEach(Line::forgetSilent);
    fleet.settle();
    return fleet.put("after-" + how.name(), PADDING);
  }

  private record Times(long cut, long back, long end) {}

  private static Party party(List<Long> applied, List<Long> dead, Line line, Times times) {
    Tally attempts = line.attempts();
    return new Party(
        since(times.back(), applied),
        since(times.back(), dead),
        new Attempts(
            attempts.between(times.cut(), times.back()),
            attempts.peakBetween(times.cut(), times.back()),
            attempts.between(times.back(), times.end()),
            attempts.peakBetween(times.back(), times.end())));
  }

  private static List<Duration> since(long start, List<Long> moments) {
    return moments.stream().map(moment -> Duration.ofNanos(moment - start)).toList();
  }

  private boolean hasChanged(Map<ResourceName, Digest> before) {
    Map<ResourceName, Digest> now = cell.desired();
    return before.entrySet().stream()
        .noneMatch(entry -> entry.getValue().equals(now.get(entry.getKey())));
  }

  private long wrong() {
    Map<ResourceName, Digest> running = fleet.running();
    return cell.desired().entrySet().stream()
        .filter(entry -> !entry.getValue().equals(running.get(entry.getKey())))
        .count();
  }

  private void awaitPlain(long back) throws InterruptedException {
    long end = back + LIMIT.toNanos();
    while (plain.missing() > 0 && System.nanoTime() < end) {
      Thread.sleep(PAUSE);
    }
  }

  private static void within(Duration limit, Callable<Boolean> done, String otherwise)
      throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!done.call()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(otherwise + " after " + limit.toSeconds() + " s");
      }
      Thread.sleep(PAUSE);
    }
  }

  private static void sleepUntil(long start, Duration later) throws InterruptedException {
    Thread.sleep(Duration.ofNanos(Math.max(0, start + later.toNanos() - System.nanoTime())));
  }
}
