package io.skerry.policy.rollout;

import io.skerry.policy.rollout.Tally.State;
import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.GateStatus;
import io.skerry.schema.model.Rollout.Order;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Status;
import io.skerry.schema.model.Rollout.Verdict;
import io.skerry.schema.model.Rollout.WaveStatus;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.OnFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a started rollout does next:
///
/// 1. A red gate stops it, whatever else.
/// 2. The wave that goes on is complete when every member runs the change or is excused. Then it
///    bakes. An operator may promote it past both.
/// 3. After the bake it must still be complete and every gate green; then comes the next wave,
///    after its approval and outside freezes, or the end.
/// 4. Whatever takes longer than the wave's deadline holds.
///
/// Lives for one decision.
final class Course {

  private final FleetSight fleet;
  private final RolloutSight sight;
  private final Rollout rollout;
  private final RolloutStrategy.Spec strategy;
  private final Evidence evidence;
  private final Restored restored;
  private final Instant now;
  private final Alarm alarm;
  private final TrafficSteps steps;

  Course(
      FleetSight fleet,
      RolloutSight sight,
      Evidence evidence,
      Restored restored,
      Instant now,
      Alarm alarm) {
    this.fleet = fleet;
    this.sight = sight;
    this.rollout = sight.rollout();
    this.strategy = rollout.spec().strategy();
    this.evidence = evidence;
    this.restored = restored;
    this.now = now;
    this.alarm = alarm;
    this.steps = sight.traffic();
  }

  /// Goes on from a status in which orders are handled.
  Status next(Status status) {
    Status judged = judged(status);
    Optional<String> doubt = doubt();
    if (doubt.isPresent() && judged.phase().isActive()) {
      return isForward(judged.phase()) ? in(judged, Phase.HELD, doubt.get()) : judged;
    }
    Optional<GateStatus> red = verdict(judged, Verdict.RED).findFirst();
    return switch (judged.phase()) {
      case PROGRESSING, BAKING, AWAITING_APPROVAL ->
          red.map(gate -> fail(judged, gate)).orElseGet(() -> run(judged));
      case HELD ->
          red.filter(_ -> strategy.onFailure() == OnFailure.ROLLBACK)
              .map(gate -> fail(judged, gate))
              .orElse(judged);
      case PAUSED -> judged;
      case PENDING, ROLLING_BACK, ROLLED_BACK, ABORTED, SUCCEEDED, SUPERSEDED -> judged;
    };
  }

  /// Why the store cannot be gone by; empty when it can.
  Optional<String> doubt() {
    return restored.doubt(rollout);
  }

  private static boolean isForward(Phase phase) {
    return phase == Phase.PROGRESSING || phase == Phase.BAKING || phase == Phase.AWAITING_APPROVAL;
  }

  /// Admits a wave, or waits for what that needs.
  Status admit(Status status, int wave) {
    if (fleet.isFrozen(rollout)) {
      fleet.freeze().until().ifPresent(alarm::at);
      return in(status, wave == 0 ? Phase.PENDING : Phase.BAKING, frozen());
    }
    if (needsApproval(status, wave) && Orders.approval(rollout, wave).isEmpty()) {
      return in(
          status,
          Phase.AWAITING_APPROVAL,
          "Wave %s needs an approval by somebody other than %s: %s"
              .formatted(name(status, wave), rollout.spec().author(), whole(status, wave)));
    }
    Status admitted = Statuses.admitting(status, wave, now);
    alarm.at(deadline(admitted, wave));
    return in(admitted, Phase.PROGRESSING, moving(admitted, wave));
  }

  /// Waits for the end of a freeze before the start.
  Status thawFirst(Status status) {
    fleet.freeze().until().ifPresent(alarm::at);
    return in(status, Phase.PENDING, frozen());
  }

  private Status run(Status status) {
    int wave = status.admitted() - 1;
    if (wave < 0) {
      return admit(status, 0);
    }
    Tally tally = Tally.of(fleet, sight, sight.membersOf(wave));
    boolean isPromoted = Orders.isPromoted(rollout, wave);
    Optional<String> incomplete = isPromoted ? Optional.empty() : incomplete(tally);
    boolean wasComplete = status.waves().get(wave).completeAt().isPresent();
    if (!wasComplete && incomplete.isPresent()) {
      return isOnlyBusy(tally)
          ? in(status, Phase.PROGRESSING, Outcomes.busy(fleet, name(status, wave), tally))
          : progressing(status, wave, tally, incomplete.get());
    }
    Status complete = wasComplete ? status : Statuses.completing(status, wave, now);
    return isPromoted ? passed(complete, wave) : baked(complete, wave, tally, incomplete);
  }

  private Status progressing(Status status, int wave, Tally tally, String incomplete) {
    if (fleet.isFrozen(rollout)) {
      fleet.freeze().until().ifPresent(alarm::at);
      return in(status, Phase.PROGRESSING, frozen());
    }
    return overdue(status, wave, incomplete)
        .orElseGet(
            () ->
                in(
                    status,
                    Phase.PROGRESSING,
                    Outcomes.shortage(fleet, strategy, tally)
                        .map(why -> "Wave " + name(status, wave) + " waits for room: " + why)
                        .orElseGet(() -> moving(status, wave))));
  }

  private Status baked(Status status, int wave, Tally tally, Optional<String> incomplete) {
    String name = name(status, wave);
    Instant end = status.waves().get(wave).completeAt().orElse(now).plus(bake(status, wave));
    if (now.isBefore(end)) {
      alarm.at(end);
      return in(
          status,
          Phase.BAKING,
          "Wave %s bakes until %s: %s"
              .formatted(name, end, tally.missing().orElse("every node of it has the change")));
    }
    Optional<String> lacking =
        incomplete
            .map(who -> "Wave " + name + " lost nodes while it baked: " + who)
            .or(() -> inconclusive(status, wave));
    return lacking
        .map(
            reason ->
                overdue(status, wave, reason).orElseGet(() -> in(status, Phase.BAKING, reason)))
        .orElseGet(() -> passed(status, wave));
  }

  private Status passed(Status status, int wave) {
    return wave + 1 < status.waves().size()
        ? admit(status, wave + 1)
        : in(status, Phase.SUCCEEDED, Outcomes.success(fleet, sight));
  }

  private Optional<Status> overdue(Status status, int wave, String reason) {
    Instant deadline = deadline(status, wave);
    if (fleet.isFrozen(rollout) || now.isBefore(deadline)) {
      alarm.at(deadline);
      return Optional.empty();
    }
    return Optional.of(
        in(
            status,
            Phase.HELD,
            "Wave %s is past its deadline of %s: %s"
                .formatted(name(status, wave), strategy.deadline(), reason)));
  }

  private Status fail(Status status, GateStatus red) {
    String why = "%s is red: %s".formatted(red.metric().wireName(), red.reason());
    return switch (strategy.onFailure()) {
      case ROLLBACK -> in(status, Phase.ROLLING_BACK, "Rolls back, as " + why);
      case HOLD -> in(status, Phase.HELD, "Holds, as " + why);
    };
  }

  /// Why a wave is not complete; empty when it is.
  private Optional<String> incomplete(Tally tally) {
    return tally.count(State.UPDATED) == 0
        ? Optional.of(tally.missing().orElse("none of its nodes is left"))
        : lacking(tally);
  }

  /// Whether a wave waits for nothing but nodes that are not to be changed now: it has all the time
  /// until they are.
  private boolean isOnlyBusy(Tally tally) {
    return !fleet.freeze().isActive()
        && tally.count(State.WAITING) > 0
        && lacking(tally.without(State.WAITING)).isEmpty();
  }

  private Optional<String> lacking(Tally tally) {
    if (tally.count(State.PENDING) + tally.count(State.UPDATING) > 0
        || (tally.count(State.REFUSED) > 0 && !judgesRefusals())) {
      return tally.missing();
    }
    return Outcomes.tooManySilent(fleet, strategy, tally);
  }

  /// How many refusals are too many is for a gate to say; without one every refusal is.
  private boolean judgesRefusals() {
    return strategy.gates().stream()
        .anyMatch(gate -> gate.metric() == RolloutStrategy.Metric.ACK_FAILURE_RATE);
  }

  private Status judged(Status status) {
    int wave = status.admitted() - 1;
    if (wave < 0 || !status.phase().isActive()) {
      return status;
    }
    List<GateStatus> before = status.waves().get(wave).gates();
    return Statuses.judging(status, wave, new Gates(fleet, sight, evidence).judge(before, now));
  }

  /// What must be shown before the next wave: of the versions beside each other nothing as long as
  /// only more nodes get what others have already.
  private Optional<String> inconclusive(Status status, int wave) {
    List<GateStatus> gates = status.waves().get(wave).gates();
    int own = strategy.gates().size();
    boolean isSameStep =
        wave + 1 < status.waves().size() && step(status, wave + 1) == step(status, wave);
    return IntStream.range(0, gates.size())
        .filter(i -> i < own || (!isSameStep && TrafficGates.mustBeShown(strategy, i - own)))
        .mapToObj(gates::get)
        .filter(gate -> gate.verdict() == Verdict.INCONCLUSIVE)
        .findFirst()
        .map(gate -> "Waits for evidence on " + gate.metric().wireName() + ": " + gate.reason());
  }

  private static Stream<GateStatus> verdict(Status status, Verdict wanted) {
    int wave = status.admitted() - 1;
    return wave < 0
        ? Stream.empty()
        : status.waves().get(wave).gates().stream().filter(gate -> gate.verdict() == wanted);
  }

  /// A wave has its whole deadline from its admission on, or from the last thing that it had to
  /// wait for: of maintenance windows the first in which each of its nodes could be changed.
  private Instant deadline(Status status, int wave) {
    Instant from = status.waves().get(wave).admittedAt().orElse(now);
    Instant thawed = later(from, fleet.freeze().thawed());
    Instant approved =
        Orders.approval(rollout, wave + 1)
            .map(Order::at)
            .map(at -> later(thawed, at))
            .orElse(thawed);
    Instant freed = later(approved, Outcomes.lastFreed(fleet, sight, wave, approved));
    return freed.plus(strategy.deadline()).plus(bake(status, wave));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private boolean needsApproval(Status status, int wave) {
    Optional<ResourceName> previous =
        wave == 0 ? Optional.empty() : Optional.of(status.waves().get(wave - 1).name());
    return WavePlanner.needsApproval(strategy, previous, status.waves().get(wave).name());
  }

  private Duration bake(Status status, int wave) {
    Optional<Duration> own =
        wave < nodeWaves(status)
            ? declared(status, wave).bake()
            : strategy.traffic().flatMap(RolloutStrategy.Traffic::bake);
    return own.orElse(strategy.bake());
  }

  /// Waves without nodes are not part of a plan, so that they are found by name.
  private RolloutStrategy.Wave declared(Status status, int wave) {
    ResourceName name = status.waves().get(wave).name();
    return strategy.waves().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseGet(strategy.waves()::getLast);
  }

  private Status in(Status status, Phase phase, String reason) {
    return Statuses.in(status, phase, reason, now);
  }

  private String frozen() {
    return "Frozen, no node is moved"
        + fleet.freeze().until().map(until -> " until " + until).orElse("")
        + ": "
        + fleet.freeze().active().orElse("");
  }

  private String moving(Status status, int wave) {
    String share =
        steps.count() == 1
            ? ""
            : ", at most " + Names.figure(steps.percent(step(status, wave))) + " % of the requests";
    return "Moves wave %s (%d of %d): %s%s"
        .formatted(
            name(status, wave),
            wave + 1,
            status.waves().size(),
            Names.nodes(size(status, wave)),
            share);
  }

  private static String name(Status status, int wave) {
    return status.waves().get(wave).name().value();
  }

  /// A start admits its first wave before the status is stored, so that steps go by the status
  /// here.
  private int step(Status status, int wave) {
    return Math.max(0, wave - nodeWaves(status) + 1);
  }

  private int nodeWaves(Status status) {
    return status.waves().size() - (steps.count() - 1);
  }

  /// What an approval is for: every wave that is taken in turns under the same name.
  private static String whole(Status status, int wave) {
    List<WaveStatus> same =
        status.waves().stream()
            .skip(wave)
            .takeWhile(it -> it.name().equals(status.waves().get(wave).name()))
            .toList();
    return Names.nodes(same.stream().mapToInt(WaveStatus::nodes).sum())
        + (same.size() == 1 ? "" : " in " + same.size() + " waves");
  }

  private static int size(Status status, int wave) {
    WaveStatus of = status.waves().get(wave);
    return of.nodes();
  }
}
