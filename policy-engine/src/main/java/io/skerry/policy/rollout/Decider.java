package io.skerry.policy.rollout;

import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Decides where each rollout stands. Pure: everything it goes by is in its arguments, so that a
/// leader that takes over goes on exactly where the last one was.
///
/// It acts on what was said, never on what was not: a wave goes on only because nodes said that
/// they run it well, a rollout turns back only because nodes said that they do not, or an operator
/// did.
///
/// @param planner the waves of a rollout that has not started, as they would be now
public record Decider(Function<Rollout, WavePlan> planner) {

  /// What is to be recorded.
  ///
  /// @param fleet as far as it is known
  /// @param evidence what was measured of the data plane
  /// @param now not before any time that an earlier decision was given
  public Decisions decide(FleetSight fleet, Evidence evidence, Instant now) {
    Alarm alarm = new Alarm(now);
    Restored restored = new Restored(fleet);
    List<Decision> decisions = new ArrayList<>();
    for (RolloutSight rollout : fleet.rollouts().values()) {
      Course course = new Course(fleet, rollout, evidence, restored, now, alarm);
      decide(fleet, rollout, course, now).ifPresent(decisions::add);
    }
    fleet.nextAvailable().ifPresent(alarm::at);
    return new Decisions(decisions, alarm.first());
  }

  private Optional<Decision> decide(
      FleetSight fleet, RolloutSight sight, Course course, Instant now) {
    Rollout rollout = sight.rollout();
    Status status = Orders.handle(rollout, now);
    return switch (status.phase()) {
      case PENDING -> start(fleet, sight, status, course, now);
      case PROGRESSING, BAKING, AWAITING_APPROVAL ->
          status.waves().isEmpty()
              ? start(fleet, sight, Statuses.in(status, Phase.PENDING, "", now), course, now)
              : news(rollout, course.next(status));
      case HELD, PAUSED -> news(rollout, course.next(status));
      case ROLLING_BACK -> news(rollout, rollingBack(fleet, sight, status, now));
      case ROLLED_BACK, ABORTED, SUCCEEDED, SUPERSEDED -> news(rollout, status);
    };
  }

  private Optional<Decision> start(
      FleetSight fleet, RolloutSight sight, Status status, Course course, Instant now) {
    Optional<String> wait = Precedence.obstacle(fleet, sight.rollout());
    if (wait.isPresent()) {
      return news(sight.rollout(), Statuses.in(status, Phase.PENDING, wait.get(), now));
    }
    Optional<String> doubt = course.doubt();
    if (doubt.isPresent()) {
      return news(sight.rollout(), Statuses.in(status, Phase.HELD, doubt.get(), now));
    }
    if (sight.obstacle().isPresent()) {
      return news(
          sight.rollout(),
          Statuses.in(status, Phase.HELD, "Cannot be compiled: " + sight.obstacle().get(), now));
    }
    return fleet.isFrozen(sight.rollout())
        ? news(sight.rollout(), course.thawFirst(status))
        : planned(sight, status, course, now);
  }

  private Optional<Decision> planned(
      RolloutSight sight, Status status, Course course, Instant now) {
    Rollout rollout = sight.rollout();
    WavePlan plan = planner.apply(rollout);
    if (plan.waves().isEmpty()) {
      Status done = Statuses.offering(status, plan.digest());
      return news(rollout, Statuses.in(done, Phase.SUCCEEDED, "Changes no node.", now));
    }
    if (plan.waves().size() + sight.traffic().count() - 1 > Rollout.MAX_WAVES) {
      return news(rollout, Statuses.in(status, Phase.HELD, tooManyWaves(plan), now));
    }
    if (!isConsented(rollout, status, plan)) {
      Status offer = Statuses.offering(status, plan.digest());
      return news(rollout, Statuses.in(offer, Phase.HELD, otherPlan(rollout, plan), now));
    }
    return Optional.of(
        new Decision.Start(
            rollout, plan, course.admit(Statuses.planned(status, plan, sight.traffic()), 0)));
  }

  /// A plan other than the one that the author saw is followed only when somebody resumed after it
  /// was offered.
  private static boolean isConsented(Rollout rollout, Status status, WavePlan plan) {
    return rollout.spec().expectedPlan().filter(seen -> !seen.equals(plan.digest())).isEmpty()
        || status.plan().filter(plan.digest()::equals).isPresent();
  }

  private static String tooManyWaves(WavePlan plan) {
    return "The plan has %d waves, at most %d are possible: use a strategy whose failure domains are larger"
        .formatted(plan.waves().size(), Rollout.MAX_WAVES);
  }

  private static String otherPlan(Rollout rollout, WavePlan plan) {
    int nodes = plan.waves().stream().mapToInt(wave -> wave.nodes().size()).sum();
    return "The plan is another than the author saw: %s now reaches %s in %d waves, not plan %s; resume to follow it"
        .formatted(
            plan.digest().abbreviated(),
            Names.nodes(nodes),
            plan.waves().size(),
            rollout.spec().expectedPlan().map(seen -> seen.abbreviated()).orElse(""));
  }

  private static Status rollingBack(
      FleetSight fleet, RolloutSight sight, Status status, Instant now) {
    List<NodeSight> left = Outcomes.stillReturning(fleet, sight);
    if (left.isEmpty()) {
      return Statuses.in(
          status, Phase.ROLLED_BACK, Outcomes.rolledBack(sight.rollout(), status), now);
    }
    List<String> refusing =
        left.stream()
            .filter(node -> node.standing() instanceof Standing.Refused && node.isReturning())
            .map(node -> node.name() + " " + node.standing().describe())
            .toList();
    return refusing.size() < left.size()
        ? status
        : Statuses.in(
            status,
            Phase.ROLLING_BACK,
            "%s cannot return until retried or mended: %s"
                .formatted(Names.nodes(refusing.size()), Names.few(refusing)),
            now);
  }

  private static Optional<Decision> news(Rollout rollout, Status next) {
    return Statuses.isNews(rollout.status(), next)
        ? Optional.of(new Decision.Transition(rollout, next))
        : Optional.empty();
  }
}
