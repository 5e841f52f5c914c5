package io.skerry.policy.rollout;

import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout.GateStatus;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Status;
import io.skerry.schema.model.Rollout.WaveStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Changed copies of statuses.
final class Statuses {

  private static final int MAX_REASON = 2048;

  private Statuses() {}

  /// In a phase, for a reason. The phase's beginning stays when it is the same.
  static Status in(Status status, Phase phase, String reason, Instant now) {
    String shown = reason.substring(0, Math.min(MAX_REASON, reason.length()));
    return new Status(
        phase,
        shown,
        phase == status.phase() ? status.since() : now,
        status.handled(),
        status.plan(),
        status.waves());
  }

  static Status handled(Status status, int orders) {
    return new Status(
        status.phase(), status.reason(), status.since(), orders, status.plan(), status.waves());
  }

  /// With a plan that nobody follows yet.
  static Status offering(Status status, Digest plan) {
    return new Status(
        status.phase(),
        status.reason(),
        status.since(),
        status.handled(),
        Optional.of(plan),
        List.of());
  }

  /// With the waves of a plan and one for each further step of the requests, none of them admitted.
  static Status planned(Status status, WavePlan plan, TrafficSteps steps) {
    Stream<WaveStatus> nodes =
        plan.waves().stream().map(wave -> toCome(wave.name(), wave.nodes().size()));
    Stream<WaveStatus> requests =
        IntStream.range(1, steps.count()).mapToObj(step -> toCome(steps.wave(step), plan.nodes()));
    return withWaves(offering(status, plan.digest()), Stream.concat(nodes, requests).toList());
  }

  private static WaveStatus toCome(ResourceName name, int nodes) {
    return new WaveStatus(name, nodes, Optional.empty(), Optional.empty(), List.of());
  }

  static Status admitting(Status status, int wave, Instant now) {
    return with(
        status,
        wave,
        it -> new WaveStatus(it.name(), it.nodes(), Optional.of(now), Optional.empty(), List.of()));
  }

  static Status completing(Status status, int wave, Instant now) {
    return with(
        status,
        wave,
        it -> new WaveStatus(it.name(), it.nodes(), it.admittedAt(), Optional.of(now), it.gates()));
  }

  static Status judging(Status status, int wave, List<GateStatus> gates) {
    return with(
        status,
        wave,
        it -> new WaveStatus(it.name(), it.nodes(), it.admittedAt(), it.completeAt(), gates));
  }

  /// The deadline of the wave that goes on begins anew.
  static Status renewed(Status status, Instant now) {
    return status.admitted() == 0
        ? status
        : with(
            status,
            status.admitted() - 1,
            it ->
                new WaveStatus(
                    it.name(), it.nodes(), Optional.of(now), it.completeAt(), it.gates()));
  }

  /// Whether the second says anything that the first did not. Figures alone are no news, else a
  /// moving fleet would be written down all the time: a reason is the same as long as the part
  /// before its first colon is, and a gate as long as its verdict and the words before the first
  /// figure are.
  static boolean isNews(Status before, Status after) {
    return !skeleton(before).equals(skeleton(after));
  }

  private static Status skeleton(Status status) {
    int colon = status.reason().indexOf(':');
    return new Status(
        status.phase(),
        colon < 0 ? status.reason() : status.reason().substring(0, colon),
        status.since(),
        status.handled(),
        status.plan(),
        status.waves().stream().map(Statuses::skeleton).toList());
  }

  private static WaveStatus skeleton(WaveStatus wave) {
    return new WaveStatus(
        wave.name(),
        wave.nodes(),
        wave.admittedAt(),
        wave.completeAt(),
        wave.gates().stream()
            .map(
                gate ->
                    new GateStatus(gate.metric(), gate.verdict(), words(gate.reason()), gate.at()))
            .toList());
  }

  private static String words(String reason) {
    int end = 0;
    while (end < reason.length()
        && reason.charAt(end) != ':'
        && !Character.isDigit(reason.charAt(end))) {
      end++;
    }
    return reason.substring(0, end);
  }

  private static Status with(Status status, int wave, UnaryOperator<WaveStatus> change) {
    List<WaveStatus> waves = new ArrayList<>(status.waves());
    waves.set(wave, change.apply(waves.get(wave)));
    return withWaves(status, waves);
  }

  private static Status withWaves(Status status, List<WaveStatus> waves) {
    return new Status(
        status.phase(), status.reason(), status.since(), status.handled(), status.plan(), waves);
  }
}
