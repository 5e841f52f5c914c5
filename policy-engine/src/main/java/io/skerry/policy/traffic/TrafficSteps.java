package io.skerry.policy.traffic;

import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TrafficShift;
import io.skerry.schema.model.TrafficSplit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The steps in which a rollout moves requests to other versions of services. A step is a property
/// of what a node gets, as the rollout itself is: a node that carries the rollout has its first
/// step, and one that also carries the mark of a later step has that one. So editions, budgets,
/// waves and rollbacks treat steps like everything else, and nodes only ever see weights.
///
/// The last step is what was declared. A rollout that shifts no requests has only that one.
/// Immutable.
public final class TrafficSteps {

  private static final Pattern MARK = Pattern.compile("(.+)-step-([1-9][0-9]?)");
  private static final double ALL = 100;

  private final Rollout rollout;
  private final List<Double> percents;

  private TrafficSteps(Rollout rollout, List<Double> percents) {
    this.rollout = rollout;
    this.percents = List.copyOf(percents);
  }

  /// Requests of one service at one step.
  ///
  /// @param service which
  /// @param shares how they divide then
  /// @param candidates the versions that get more than before
  /// @param baselines the others that still get any
  public record Stage(
      ResourceId service,
      Shares shares,
      Set<ResourceName> candidates,
      Set<ResourceName> baselines) {

    /// Copies the sets.
    public Stage {
      candidates = Set.copyOf(candidates);
      baselines = Set.copyOf(baselines);
    }
  }

  /// The steps of a rollout.
  public static TrafficSteps of(Rollout rollout) {
    return new TrafficSteps(
        rollout, percents(rollout.spec().strategy().traffic(), rollout.spec().shifts()));
  }

  /// Whether requests would move in more than one step.
  static boolean isStepped(RolloutStrategy.Spec strategy, Collection<TrafficShift> shifts) {
    return percents(strategy.traffic(), shifts).size() > 1;
  }

  /// A strategy's steps without those at which nothing moves, and the end.
  private static List<Double> percents(
      Optional<RolloutStrategy.Traffic> traffic, Collection<TrafficShift> shifts) {
    List<Double> percents = new ArrayList<>();
    double before = 0;
    for (double percent : traffic.map(RolloutStrategy.Traffic::steps).orElse(List.of())) {
      double reached = shifts.stream().mapToDouble(it -> reach(it, percent)).sum();
      if (reached > before && reached < shifts.size()) {
        percents.add(percent);
        before = reached;
      }
    }
    percents.add(ALL);
    return percents;
  }

  private static double reach(TrafficShift shift, double percent) {
    return Shares.of(shift.from()).reach(Shares.of(shift.to()), percent / ALL);
  }

  /// How many steps there are, at least one.
  public int count() {
    return percents.size();
  }

  /// The most requests that a version has at a step which had fewer before, in percent.
  public double percent(int step) {
    return percents.get(step);
  }

  /// The name of the wave that leads to a step: every one but the first has a wave of its own.
  public ResourceName wave(int step) {
    double percent = percents.get(step);
    String text =
        percent == Math.rint(percent)
            ? Long.toString((long) percent)
            : Double.toString(percent).replace('.', '-');
    return new ResourceName("traffic-" + text);
  }

  /// Which step a wave of the status belongs to.
  public int ofWave(int wave) {
    return Math.max(0, wave - nodeWaves() + 1);
  }

  /// How many of the waves of the status move nodes that have nothing of the rollout yet.
  public int nodeWaves() {
    return Math.max(0, rollout.status().waves().size() - (count() - 1));
  }

  /// The step that carriers must have by now: that of the last admitted wave.
  public int present() {
    return rollout.status().phase() == Rollout.Phase.SUCCEEDED
        ? count() - 1
        : ofWave(rollout.status().admitted() - 1);
  }

  /// The step that a carrier has.
  public int reached(Set<ResourceName> carries) {
    for (int step = count() - 1; step > 0; step--) {
      if (carries.contains(mark(step))) {
        return step;
      }
    }
    return 0;
  }

  /// What a node carries beside the rollout's name when it has a step; nothing for the first.
  public Set<ResourceName> marks(int step) {
    return step == 0 ? Set.of() : Set.of(mark(step));
  }

  /// The name of a step; nodes that have a further one than the first carry it.
  public ResourceName mark(int step) {
    return new ResourceName(rollout.metadata().name() + "-step-" + step);
  }

  /// The rollout whose step a carried name marks; empty for a name that is not a mark.
  public static Optional<ResourceName> markedBy(ResourceName carried) {
    Matcher matcher = MARK.matcher(carried.value());
    return matcher.matches() ? Optional.of(new ResourceName(matcher.group(1))) : Optional.empty();
  }

  /// What a change brings at a step.
  public Optional<Resource> to(Change change, int step) {
    if (step >= count() - 1) {
      return change.to();
    }
    return rollout.spec().shifts().stream()
        .filter(it -> it.split().equals(change.resource()))
        .findFirst()
        .<Resource>map(it -> split(it, change.to(), step))
        .or(() -> change.to().map(to -> withFormerVersions(to, change.from())));
  }

  /// How requests divide at a step, per service.
  public List<Stage> stages(int step) {
    return rollout.spec().shifts().stream().map(it -> stage(it, step)).toList();
  }

  private Stage stage(TrafficShift shift, int step) {
    Shares shares = shares(shift, step);
    Set<ResourceName> candidates = Shares.of(shift.from()).gaining(Shares.of(shift.to()));
    Set<ResourceName> baselines = new TreeSet<>(shares.byVersion().keySet());
    baselines.removeAll(candidates);
    return new Stage(
        new ResourceId(Kind.SERVICE, shift.split().tenant(), shift.service()),
        shares,
        candidates,
        baselines);
  }

  private Shares shares(TrafficShift shift, int step) {
    return Shares.of(shift.from())
        .towards(Shares.of(shift.to()), step >= count() - 1 ? 1 : reach(shift, percents.get(step)));
  }

  private TrafficSplit split(TrafficShift shift, Optional<Resource> to, int step) {
    Optional<TrafficSplit> declared =
        to.flatMap(it -> it instanceof TrafficSplit split ? Optional.of(split) : Optional.empty());
    return new TrafficSplit(
        declared
            .map(TrafficSplit::metadata)
            .orElseGet(
                () ->
                    new Metadata(
                        shift.split().name(),
                        shift.split().tenant(),
                        Map.of(),
                        Map.of(),
                        Optional.empty())),
        new TrafficSplit.Spec(
            shift.service(),
            declared.map(it -> it.spec().rules()).orElse(List.of()),
            shares(shift, step).weights(),
            declared.flatMap(it -> it.spec().strategy())));
  }

  /// While requests still go to versions that the change takes away, they stay.
  private static Resource withFormerVersions(Resource to, Optional<Resource> from) {
    if (!(to instanceof Service next)
        || !(from.orElse(to) instanceof Service former)
        || next.spec().versions().keySet().containsAll(former.spec().versions().keySet())) {
      return to;
    }
    Map<ResourceName, Service.Version> versions = new HashMap<>(former.spec().versions());
    versions.putAll(next.spec().versions());
    return next.withVersions(versions);
  }
}
