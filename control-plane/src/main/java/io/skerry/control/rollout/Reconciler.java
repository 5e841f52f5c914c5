package io.skerry.control.rollout;

import io.skerry.control.fleet.Declared;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.freeze.Freeze;
import io.skerry.policy.freeze.FreezeWindows;
import io.skerry.policy.rollout.Admission;
import io.skerry.policy.rollout.Affected;
import io.skerry.policy.rollout.Decider;
import io.skerry.policy.rollout.Decision;
import io.skerry.policy.rollout.Decisions;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.Evidence;
import io.skerry.policy.rollout.FleetSight;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.policy.rollout.WavePlan;
import io.skerry.policy.rollout.WavePlanner;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Address;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.FreezeWindow;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.WaveMembers;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Works out what a leader must write: decisions about rollouts, then refs. It starts from the
/// store alone, so that any leader finishes what another began.
///
/// 1. [#observe] takes in what changed and looks again at the nodes that it concerns.
/// 2. [#next] lets the decider record where rollouts stand; when nothing is left to record it lets
///    the admission give out refs, and plans their transactions.
/// 3. [#settle] takes in what became of them. What was written counts at once, before the watch
///    shows it; what has no known outcome is left alone until it was read back.
///
/// While some declared resource, rollout or wave cannot be read, or some declared resource cannot
/// be compiled, nothing is done: what nodes must run is then not known, and dropping that resource
/// from them would be a change that nobody asked for.
///
/// One thread at a time; acts on nothing itself.
public final class Reconciler {

  private final Keys keys;
  private final Function<Digest, Optional<Snapshot>> formerly;
  private final Known known = new Known();
  private final Set<ResourceName> unsettled = new TreeSet<>();
  private final Set<ResourceId> doubtful = new TreeSet<>();
  private final NodeSights nodes = new NodeSights(known, unsettled);
  private final RolloutSights rollouts = new RolloutSights(known);
  private final Contents contents = new Contents(known);
  private Editions editions = Editions.EMPTY;
  private Optional<Instant> wake = Optional.empty();

  /// What is to be done.
  public sealed interface Next {

    /// Everything is as it should be, or waits for time or for nodes.
    record Idle() implements Next {}

    /// Nothing may be done.
    ///
    /// @param reason for operators
    record Hold(String reason) implements Next {}

    /// Record these, then ask again at once: refs may follow.
    ///
    /// @param decisions each with the version that it was decided about
    record Decide(List<Due> decisions) implements Next {
      /// Copies the list.
      public Decide {
        decisions = List.copyOf(decisions);
      }
    }

    /// Carry this out.
    record Act(RefPlan plan) implements Next {}

    /// Remove these rollouts, which decide nothing any more.
    record Tidy(List<Removal> removals) implements Next {
      /// Copies the list.
      public Tidy {
        removals = List.copyOf(removals);
      }
    }
  }

  /// A decision to be recorded.
  ///
  /// @param decision which
  /// @param rollout the version that it is about
  public record Due(Decision decision, Versioned<Rollout> rollout) {}

  /// A rollout to be removed.
  ///
  /// @param rollout which
  /// @param waves what is stored of its waves
  public record Removal(Versioned<Rollout> rollout, List<WaveMembers> waves) {
    /// Copies the list.
    public Removal {
      waves = List.copyOf(waves);
    }
  }

  /// @param formerly looks up the snapshots of former refs, as far as they can still be found
  public Reconciler(Keys keys, Function<Digest, Optional<Snapshot>> formerly) {
    this.keys = keys;
    this.formerly = formerly;
  }

  /// Starts from an image.
  public void start(FleetImage from) {
    known.observe(from);
    editions = Editions.of(new Declared(from), Rollouts.of(known.rollouts().toList()));
    nodes.goBy(editions);
    nodes.lookAtAll();
  }

  /// Takes in what changed since the last call.
  public void observe(FleetNews news) {
    known.observe(news.image());
    if (news.contentLost()) {
      contents.lost();
    }
    if (!news.resources().isEmpty()) {
      update(news.resources());
    }
    if (news.resources().stream().anyMatch(id -> id.kind() == Kind.CELL)) {
      nodes.lookAtAll();
    } else {
      news.nodes().forEach(nodes::look);
      news.resources().stream()
          .filter(id -> id.kind() == Kind.NODE)
          .forEach(id -> nodes.look(id.name()));
    }
  }

  private void update(Set<ResourceId> changed) {
    editions =
        editions.update(
            new Declared(known.image()), Rollouts.of(known.rollouts().toList()), changed);
    nodes.goBy(editions);
  }

  /// The revision that decisions are made from.
  public Revision revision() {
    return known.image().revision();
  }

  /// When to ask again although nothing happened; empty when only news can change anything.
  public Optional<Instant> wake() {
    return wake;
  }

  /// The nodes whose refs must be read back before they can move again.
  public Set<ResourceName> unsettled() {
    return Set.copyOf(unsettled);
  }

  /// The rollouts that must be read back before anything is decided about them.
  public Set<ResourceId> doubtful() {
    return Set.copyOf(doubtful);
  }

  /// Takes in a ref that was read back. A node whose ref cannot be read is looked at again when
  /// that changes.
  public void settle(ResourceName node, Decoded<Optional<Versioned<Ref>>> found) {
    if (found instanceof Decoded.Ok<Optional<Versioned<Ref>>>(Optional<Versioned<Ref>> ref)) {
      ref.ifPresent(current -> known.accept(node, current));
    }
    unsettled.remove(node);
    nodes.look(node);
  }

  /// Takes in a rollout that was read back.
  public void settle(Versioned<Rollout> rollout) {
    known.accept(rollout);
    doubtful.remove(rollout.value().id());
    update(Set.of());
  }

  /// Takes in that a rollout which was to be read back is gone.
  public void settleGone(ResourceId rollout) {
    known.acceptDeleted(rollout);
    doubtful.remove(rollout);
    update(Set.of());
  }

  /// Takes in what became of a plan.
  public void settle(WriteReport report) {
    report.written().forEach(known::accept);
    contents.stored(report.stored());
    if (report.trouble().isPresent()) {
      contents.doubt();
    }
    unsettled.addAll(report.unsettled());
    doubtful.addAll(report.doubtful());
    report.written().keySet().forEach(nodes::look);
    report.unsettled().forEach(nodes::look);
  }

  /// Takes in what became of decisions and removals.
  public void settle(DecisionReport report) {
    for (DecisionReport.Recorded recorded : report.recorded()) {
      known.accept(recorded.rollout());
      known.accept(
          recorded.rollout().value().id(),
          RolloutTxns.members(recorded.decision()),
          recorded.rollout().modified());
    }
    report.removed().forEach(known::acceptDeleted);
    doubtful.addAll(report.unsettled());
    update(Set.of());
  }

  /// What is to be done now, as far as that needs no measurements.
  ///
  /// @param now not before any time that was given earlier
  public Next next(Instant now) {
    return next(now, Evidence.NONE);
  }

  /// What is to be done now.
  ///
  /// @param now not before any time that was given earlier
  /// @param evidence what was measured of the data plane
  public Next next(Instant now, Evidence evidence) {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      wake = Optional.empty();
      return new Next.Hold(obstacle.get());
    }
    Freeze freeze = FreezeWindows.at(windows(), now);
    FleetSight sight =
        new FleetSight(
            nodes.all(), rollouts.all(editions, nodes.carries()), freeze, nodes.availability(now));
    Decisions decisions = new Decider(this::plan).decide(sight, evidence, now);
    wake =
        Stream.concat(decisions.wake().stream(), freeze.until().stream()).min(Instant::compareTo);
    List<Due> due = due(decisions);
    return due.isEmpty() ? act(sight, now) : new Next.Decide(due);
  }

  private List<FreezeWindow> windows() {
    return known
        .image()
        .resources(Kind.FREEZE_WINDOW)
        .flatMap(it -> it.value() instanceof FreezeWindow window ? Stream.of(window) : Stream.of())
        .toList();
  }

  private List<Due> due(Decisions decisions) {
    return decisions.decisions().stream()
        .filter(decision -> !doubtful.contains(decision.rollout().id()))
        .flatMap(
            decision ->
                known.rollout(decision.rollout().id()).map(it -> new Due(decision, it)).stream())
        .toList();
  }

  private WavePlan plan(Rollout rollout) {
    return WavePlanner.plan(
        rollout.spec().changes(),
        rollout.spec().strategy(),
        Affected.by(rollout.metadata().name(), editions, nodes.carries()),
        editions::node);
  }

  private Next act(FleetSight sight, Instant now) {
    Moves moves = new Moves(keys, known, editions, contents);
    List<Move> admitted =
        moves.of(Admission.admit(sight, moves.inventory(sight), now), sight, now).stream()
            .filter(this::isSettled)
            .toList();
    Set<Digest> restore = contents.incomplete(editions, nodes.carries());
    if (admitted.isEmpty() && restore.isEmpty()) {
      return tidy();
    }
    ContentLibrary library = contents.library(editions, nodes.carries(), admitted, restore);
    return new Next.Act(
        new RefPlanner(library, contents.presence(), formerly).plan(admitted, restore));
  }

  private boolean isSettled(Move move) {
    return !unsettled.contains(move.proposal().node())
        && move.basis().filter(it -> doubtful.contains(it.rollout())).isEmpty();
  }

  private Next tidy() {
    Set<ResourceName> carried = new HashSet<>();
    nodes.carries().values().forEach(carried::addAll);
    List<Removal> removals =
        Housekeeping.removable(editions.rollouts(), editions.declared(), carried).stream()
            .filter(rollout -> !doubtful.contains(rollout.id()))
            .flatMap(rollout -> known.rollout(rollout.id()).stream())
            .map(it -> new Removal(it, known.wavesOf(it.value().id()).toList()))
            .toList();
    return removals.isEmpty() ? new Next.Idle() : new Next.Tidy(removals);
  }

  private Optional<String> obstacle() {
    Optional<String> unreadable =
        known.image().unreadable().asMap().keySet().stream()
            .filter(path -> keys.locate(path).filter(Reconciler::decides).isPresent())
            .findFirst()
            .map(path -> "what stands at " + path + " cannot be read");
    return unreadable.or(
        () ->
            editions.stable().faults().entrySet().stream()
                .findFirst()
                .map(fault -> fault.getKey() + " cannot be compiled: " + fault.getValue()));
  }

  private static boolean decides(Address address) {
    return address instanceof Address.OfResource || address instanceof Address.OfWave;
  }
}
