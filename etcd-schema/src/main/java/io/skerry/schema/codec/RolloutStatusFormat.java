package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.GateStatus;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verdict;
import io.skerry.schema.model.Rollout.WaveStatus;
import io.skerry.schema.model.RolloutStrategy.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// How the status of a [Rollout] is written.
final class RolloutStatusFormat {

  private static final ValueReader<GateStatus> GATE =
      ValueReader.object(
          "an object with metric, verdict, reason, at",
          fields ->
              new GateStatus(
                  fields.required(
                      "metric",
                      Metric.HEALTH_SCORE,
                      Values.oneOf(Metric.values(), Metric::wireName)),
                  fields.required("verdict", Verdict.INCONCLUSIVE, Values.oneOf(Verdict.values())),
                  fields.withDefault("reason", "", Values.text(0, 1024)),
                  fields.required("at", Instant.EPOCH, Values.INSTANT)));

  private static final ValueReader<WaveStatus> WAVE =
      ValueReader.object(
          "an object with name, nodes, admittedAt, completeAt, gates",
          fields ->
              new WaveStatus(
                  fields.required("name", Values.NAME_PLACEHOLDER, Values.NAME),
                  fields.required("nodes", 0, Values.integer(0, 1_000_000)),
                  fields.optional("admittedAt", Values.INSTANT),
                  fields.optional("completeAt", Values.INSTANT),
                  fields.withDefault("gates", List.of(), ValueReader.list(GATE, 0, 40))));

  static final ValueReader<Rollout.Status> STATUS =
      ValueReader.object(
          "an object with phase, reason, since, handled, plan, waves",
          fields ->
              new Rollout.Status(
                  fields.required(
                      "phase",
                      Phase.PENDING,
                      Values.oneOf(Phase.values(), RolloutStatusFormat::wireName)),
                  fields.withDefault("reason", "", Values.text(0, 2048)),
                  fields.required("since", Instant.EPOCH, Values.INSTANT),
                  fields.withDefault("handled", 0, Values.integer(0, Rollout.MAX_ORDERS)),
                  fields.optional("plan", Values.DIGEST),
                  fields.withDefault(
                      "waves", List.of(), ValueReader.list(WAVE, 0, Rollout.MAX_WAVES))));

  private RolloutStatusFormat() {}

  static ObjectNode write(Rollout.Status status) {
    ObjectNode out =
        JsonWriter.object()
            .put("phase", wireName(status.phase()))
            .put("since", status.since().toString())
            .put("handled", status.handled());
    if (!status.reason().isEmpty()) {
      out.put("reason", status.reason());
    }
    status.plan().ifPresent(plan -> out.put("plan", plan.hex()));
    if (!status.waves().isEmpty()) {
      out.set("waves", JsonWriter.list(status.waves(), RolloutStatusFormat::write));
    }
    return out;
  }

  /// Such as `awaitingApproval`.
  private static String wireName(Phase phase) {
    String[] words = phase.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }

  private static ObjectNode write(WaveStatus wave) {
    ObjectNode out =
        JsonWriter.object().put("name", wave.name().value()).put("nodes", wave.nodes());
    wave.admittedAt().ifPresent(at -> out.put("admittedAt", at.toString()));
    wave.completeAt().ifPresent(at -> out.put("completeAt", at.toString()));
    if (!wave.gates().isEmpty()) {
      out.set("gates", JsonWriter.list(wave.gates(), RolloutStatusFormat::write));
    }
    return out;
  }

  private static ObjectNode write(GateStatus gate) {
    ObjectNode out =
        JsonWriter.object()
            .put("metric", gate.metric().wireName())
            .put("verdict", Values.wireName(gate.verdict()))
            .put("at", gate.at().toString());
    return gate.reason().isEmpty() ? out : out.put("reason", gate.reason());
  }
}
