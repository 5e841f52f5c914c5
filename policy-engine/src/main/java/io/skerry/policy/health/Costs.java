package io.skerry.policy.health;

import io.skerry.policy.health.HealthScore.Part;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Applied;
import io.skerry.schema.model.NodeStatus.Condition;
import io.skerry.schema.model.NodeStatus.ErrorLevel;
import io.skerry.schema.model.NodeStatus.Errors;
import io.skerry.schema.model.NodeStatus.Outcome;
import io.skerry.schema.model.NodeStatus.ProbeResult;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.NodeStatus.Rejected;
import io.skerry.schema.model.Ref;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What each sign costs. The numbers are part of the outside contract.
final class Costs {

  /// The type of the condition of a node whose agent cannot stay up.
  private static final String CRASH_LOOP = "CrashLoop";

  /// The type of the condition of a node whose own test failed.
  private static final String SELF_TEST = "SelfTestFailed";

  private static final int PER_CRASH_LOOP = 60;
  private static final int PER_SELF_TEST = 30;
  private static final int PER_CONDITION = 10;
  private static final int MOST_OF_CONDITIONS = 70;
  private static final int ALL_PROBES = 60;
  private static final int REFUSED = 30;
  private static final int NOT_APPLIED = 5;
  private static final int STALE = 20;
  private static final int SILENT = 100;
  private static final int ALMOST_SILENT = 50;

  /// A heartbeat may be half an interval late at no cost, and is missing after three.
  private static final double ON_TIME = 1.5;

  private static final double MISSING = 3;

  private Costs() {}

  static Part part(Sign sign, Signs signs) {
    return switch (sign) {
      case SAID -> said(signs.status());
      case CONDITIONS -> conditions(signs.status().conditions());
      case PROBES -> probes(signs.status().findings().probes());
      case ERRORS -> errors(signs.status().findings().errors());
      case ACK -> ack(signs.status(), signs.ref());
      case LINK -> link(signs.status());
      case HEARTBEAT -> heartbeat(signs);
    };
  }

  private static Part said(NodeStatus status) {
    return new Part(
        Sign.SAID,
        HealthScore.BEST - status.healthScore(),
        "says " + status.healthScore() + " of itself");
  }

  private static Part conditions(List<Condition> conditions) {
    int cost = conditions.stream().mapToInt(Costs::ofCondition).sum();
    return new Part(
        Sign.CONDITIONS,
        Math.min(MOST_OF_CONDITIONS, cost),
        conditions.isEmpty()
            ? "none"
            : conditions.stream().map(Condition::type).collect(Collectors.joining(", ")));
  }

  private static int ofCondition(Condition condition) {
    return switch (condition.type()) {
      case CRASH_LOOP -> PER_CRASH_LOOP;
      case SELF_TEST -> PER_SELF_TEST;
      default -> PER_CONDITION;
    };
  }

  private static Part probes(List<ProbeResult> results) {
    List<ProbeResult> failed =
        results.stream().filter(it -> it.outcome() == Outcome.FAILED).toList();
    if (results.isEmpty()) {
      return new Part(Sign.PROBES, 0, "none has a verdict");
    }
    return new Part(
        Sign.PROBES,
        Math.ceilDiv(ALL_PROBES * failed.size(), results.size()),
        "%d of %d failed%s".formatted(failed.size(), results.size(), named(failed)));
  }

  private static String named(List<ProbeResult> failed) {
    return failed.isEmpty()
        ? ""
        : failed.stream()
            .map(it -> it.probe() + ": " + it.message())
            .collect(Collectors.joining("; ", ": ", ""));
  }

  private static Part errors(Optional<Errors> errors) {
    return errors
        .map(it -> new Part(Sign.ERRORS, ofErrors(it.level()), it.message()))
        .orElseGet(() -> new Part(Sign.ERRORS, 0, "few or no requests fail"));
  }

  private static int ofErrors(ErrorLevel level) {
    return switch (level) {
      case SOME -> 5;
      case MANY -> 10;
      case MOST -> 20;
    };
  }

  private static Part ack(NodeStatus status, Optional<Ref> ref) {
    if (ref.isEmpty()) {
      return new Part(Sign.ACK, 0, "has nothing to run yet");
    }
    Ref wanted = ref.get();
    Optional<Rejected> refusal =
        status.rejected().filter(no -> no.generation() == wanted.generation());
    if (refusal.isPresent()) {
      return new Part(Sign.ACK, REFUSED, "refused with " + refusal.get().code());
    }
    boolean runs = status.applied().filter(done -> concerns(done, wanted)).isPresent();
    return runs
        ? new Part(Sign.ACK, 0, "runs what it must")
        : new Part(Sign.ACK, NOT_APPLIED, "has not applied generation " + wanted.generation());
  }

  private static boolean concerns(Applied done, Ref wanted) {
    return done.generation() == wanted.generation() && done.snapshot().equals(wanted.snapshot());
  }

  private static Part link(NodeStatus status) {
    return switch (status.link()) {
      case CONNECTED -> new Part(Sign.LINK, 0, "in touch with the store");
      case STALE -> new Part(Sign.LINK, STALE, "out of touch with the store");
    };
  }

  private static Part heartbeat(Signs signs) {
    if (signs.status().reachability() == Reachability.SILENT) {
      return new Part(Sign.HEARTBEAT, SILENT, "silent since " + signs.status().changedAt());
    }
    return signs
        .heartbeat()
        .age()
        .map(age -> heard(age, signs.heartbeat().interval()))
        .orElseGet(() -> new Part(Sign.HEARTBEAT, 0, "heard by another replica"));
  }

  private static Part heard(Duration age, Duration interval) {
    double missed = age.toMillis() / (double) Math.max(1, interval.toMillis());
    double share = Math.clamp((missed - ON_TIME) / (MISSING - ON_TIME), 0, 1);
    return new Part(
        Sign.HEARTBEAT,
        (int) Math.round(ALMOST_SILENT * share),
        "heard %d s ago, reports every %d s"
            .formatted(Math.max(0, age.toSeconds()), interval.toSeconds()));
  }
}
