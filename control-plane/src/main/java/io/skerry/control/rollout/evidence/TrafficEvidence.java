package io.skerry.control.rollout.evidence;

import io.skerry.policy.rollout.Evidence;
import io.skerry.policy.rollout.NodeSight;
import io.skerry.policy.stats.Alpha;
import io.skerry.policy.stats.Verdict;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.RolloutStrategy.Gate;
import io.skerry.schema.model.RolloutStrategy.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Judges gates by the requests that nodes counted.
///
/// A request belongs to the snapshot that served it, and a snapshot to the side of the nodes that
/// ran it: with the change, or without. Each service that the change is about is judged by itself,
/// over two spans: since the wave was admitted, where both sides served at the same time; and since
/// the rollout began, for the last waves, when hardly anybody is left without the change. Either
/// can be red. The wave's span decides about green as soon as both sides have enough requests in
/// it, else the rollout's does.
///
/// Tests are sequential: looking often does not make a wrong verdict likelier. The risk of one, 1 %
/// for a whole rollout, is divided among gates, services, spans and waves. A question that was
/// answered with green stays green for its wave unless it turns red.
///
/// What cannot be read, or is older than [#FRESH], is inconclusive, whatever was green before.
///
/// Versions beside each other are judged over the snapshots that had the present step, since it
/// began.
///
/// For one pass of decisions, on one thread.
public final class TrafficEvidence implements Evidence {

  /// How old the newest window of the canary may be: a window, its delivery and two more, as the
  /// next may be late.
  static final Duration FRESH = Duration.ofSeconds(60);

  /// How long ago the measurements may have been read.
  static final Duration READ = Duration.ofSeconds(20);

  private static final Alpha RISK = new Alpha(0.01);
  private static final int SPANS = 2;
  private static final int LONGEST_REASON = 1000;

  private final Measured measured;
  private final Set<String> greens;
  private final Instant now;
  private final Set<TrafficQuestion> questions = new HashSet<>();
  private final Map<ResourceName, Sides> seen = new HashMap<>();

  /// @param measured what is known
  /// @param greens what was green before; this adds to it
  /// @param now the time
  public TrafficEvidence(Measured measured, Set<String> greens, Instant now) {
    this.measured = measured;
    this.greens = greens;
    this.now = now;
  }

  /// What the judgements so far would have liked to know.
  public Asked asked() {
    return new Asked(questions, seen);
  }

  @Override
  public Judgement judge(Gate gate, Comparison compared) {
    Rollout rollout = compared.rollout().rollout();
    int wave = rollout.status().admitted();
    if (wave == 0) {
      return open("the rollout has not started");
    }
    Instant began = rollout.status().waves().getFirst().admittedAt().orElse(now);
    Instant admitted = rollout.status().waves().get(wave - 1).admittedAt().orElse(now);
    Sides sides = sides(compared);
    Set<ResourceId> services = Subjects.of(rollout);
    List<Verdict> verdicts = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    Alpha alpha = RISK.shared(gates(rollout) * SPANS * Math.max(1, services.size()));
    for (ResourceId service : services) {
      Split since = split(service, admitted, sides);
      Split all = split(service, began, sides);
      if (all.isSilent()) {
        silent.add(service.name().value());
      } else {
        String key = rollout.metadata().name() + "/" + wave + "/" + gate + "/" + service;
        verdicts.add(kept(key, judge(gate, since, all, new Risk(alpha, wave))));
      }
    }
    return obstacle(verdicts, silent).orElseGet(() -> judgement(Verdict.all(verdicts)));
  }

  @Override
  public Judgement judge(Gate gate, Versions compared) {
    Map<SnapshotVersion, Counted> sums = sums(compared.service(), compared.since());
    Set<String> snapshots = ofStep(compared);
    Set<String> candidates = names(compared.candidates());
    Set<String> baselines = names(compared.baselines());
    Counted canary =
        sum(sums, it -> snapshots.contains(it.snapshot()) && candidates.contains(it.version()));
    Counted baseline =
        sum(sums, it -> snapshots.contains(it.snapshot()) && baselines.contains(it.version()));
    String service = compared.service().name().value();
    boolean isSilent = canary.latency().samples() == 0;
    return obstacle(List.of(), isSilent ? List.of(service) : List.of())
        .orElseGet(
            () -> {
              String key = compared.service() + "/" + compared.since() + "/" + gate;
              Verdict verdict = new Trial(gate, canary, baseline).verdict(RISK.shared(SPANS));
              return judgement(kept(key, stale(canary).orElse(verdict)));
            });
  }

  /// How much risk a question may take.
  ///
  /// @param alpha its share of the whole
  /// @param wave counted from 1
  private record Risk(Alpha alpha, int wave) {}

  /// The requests of one service in one span.
  private record Split(Counted canary, Counted baseline) {
    private boolean isSilent() {
      return canary.latency().samples() + baseline.latency().samples() == 0;
    }
  }

  private Verdict judge(Gate gate, Split since, Split all, Risk risk) {
    Trial wave = new Trial(gate, since.canary(), since.baseline());
    Trial whole = new Trial(gate, all.canary(), all.baseline());
    Verdict ofWave = wave.verdict(risk.alpha().ofWave(risk.wave()));
    Verdict ofAll = whole.verdict(risk.alpha());
    Verdict decisive = !gate.compareToBaseline() || wave.isEnough() ? ofWave : ofAll;
    if (ofWave instanceof Verdict.Red) {
      return ofWave;
    }
    if (ofAll instanceof Verdict.Red) {
      return ofAll;
    }
    return stale(since.canary()).orElse(decisive);
  }

  private Optional<Verdict> stale(Counted canary) {
    if (canary.latency().samples() == 0) {
      return Optional.of(
          inconclusive("no request was reported yet by the nodes that have the change"));
    }
    return canary.newest().plus(FRESH).isBefore(now)
        ? Optional.of(
            inconclusive(
                "the nodes that have the change have reported no request since " + canary.newest()))
        : Optional.empty();
  }

  /// A question that was answered stays answered while there is something to go by.
  private Verdict kept(String key, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Green green -> {
        greens.add(key);
        yield green;
      }
      case Verdict.Inconclusive open when greens.contains(key) && !open.evidence().isEmpty() ->
          new Verdict.Green(open.evidence(), "was within the limit; by now " + open.reason());
      case Verdict.Inconclusive open -> open;
      case Verdict.Red red -> red;
    };
  }

  private Optional<Judgement> obstacle(Collection<Verdict> verdicts, List<String> silent) {
    if (measured.trouble().isPresent()) {
      return Optional.of(open("what nodes measured cannot be read: " + measured.trouble().get()));
    }
    if (measured.asOf().isEmpty() || !measured.sums().keySet().containsAll(questions)) {
      return Optional.of(open("what nodes measured is being read"));
    }
    if (measured.asOf().get().plus(READ).isBefore(now)) {
      return Optional.of(open("what nodes measured was last read at " + measured.asOf().get()));
    }
    if (verdicts.isEmpty() && !silent.isEmpty()) {
      return Optional.of(open("no node reports requests of " + String.join(", ", silent)));
    }
    return Optional.empty();
  }

  private Sides sides(Comparison compared) {
    Sides now = new Sides(snapshots(compared.having()), snapshots(compared.lacking()));
    ResourceName rollout = compared.rollout().name();
    seen.put(rollout, now);
    return measured.sides().getOrDefault(rollout, Sides.NONE).plus(now);
  }

  /// What was ever seen of the step: each other change in the meantime gives its nodes another
  /// snapshot, and must not begin the measurement anew.
  private Set<String> ofStep(Versions compared) {
    Sides now = new Sides(snapshots(compared.nodes()), Set.of());
    if (!now.isEmpty()) {
      seen.put(compared.step(), now);
    }
    return measured.sides().getOrDefault(compared.step(), Sides.NONE).plus(now).canary();
  }

  private Split split(ResourceId service, Instant since, Sides sides) {
    Map<SnapshotVersion, Counted> sums = sums(service, since);
    Set<String> canary = sides.canary();
    Set<String> baseline = sides.baseline();
    return new Split(
        sum(sums, it -> canary.contains(it.snapshot())),
        sum(sums, it -> baseline.contains(it.snapshot())));
  }

  private Map<SnapshotVersion, Counted> sums(ResourceId service, Instant since) {
    TrafficQuestion question = new TrafficQuestion(service.tenant(), service.name(), since);
    questions.add(question);
    return measured.sums().getOrDefault(question, Map.of());
  }

  private static Counted sum(Map<SnapshotVersion, Counted> sums, Predicate<SnapshotVersion> which) {
    return Counted.sum(
        sums.entrySet().stream()
            .filter(entry -> which.test(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList());
  }

  private static Set<String> snapshots(List<NodeSight> nodes) {
    return nodes.stream()
        .flatMap(node -> node.facts().status().flatMap(NodeStatus::applied).stream())
        .map(NodeStatus.Applied::snapshot)
        .map(Digest::hex)
        .collect(Collectors.toSet());
  }

  private static Set<String> names(Set<ResourceName> versions) {
    return versions.stream().map(ResourceName::value).collect(Collectors.toSet());
  }

  private static int gates(Rollout rollout) {
    long judgedHere =
        rollout.spec().strategy().gates().stream()
            .filter(it -> it.metric() == Metric.ERROR_RATE || it.metric() == Metric.LATENCY_P99)
            .count();
    return (int) Math.max(1, judgedHere);
  }

  private static Verdict inconclusive(String reason) {
    return new Verdict.Inconclusive(List.of(), reason);
  }

  private static Judgement open(String reason) {
    return new Judgement(Rollout.Verdict.INCONCLUSIVE, reason);
  }

  private static Judgement judgement(Verdict verdict) {
    Rollout.Verdict judged =
        switch (verdict) {
          case Verdict.Green _ -> Rollout.Verdict.GREEN;
          case Verdict.Red _ -> Rollout.Verdict.RED;
          case Verdict.Inconclusive _ -> Rollout.Verdict.INCONCLUSIVE;
        };
    String reason = verdict.reason();
    return new Judgement(judged, reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
  }
}
