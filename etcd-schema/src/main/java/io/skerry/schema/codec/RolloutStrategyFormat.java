package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.Domains;
import io.skerry.schema.model.RolloutStrategy.Gate;
import io.skerry.schema.model.RolloutStrategy.Metric;
import io.skerry.schema.model.RolloutStrategy.OnFailure;
import io.skerry.schema.model.RolloutStrategy.Size;
import io.skerry.schema.model.RolloutStrategy.Traffic;
import io.skerry.schema.model.RolloutStrategy.Wave;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How the spec of a [RolloutStrategy] is written.
final class RolloutStrategyFormat {

  static final ValueReader<RolloutStrategy.Spec> SPEC =
      ValueReader.object(
          "an object with domain, order, waves, bake, deadline, maxUnavailable, gates, onFailure,"
              + " traffic",
          RolloutStrategyFormat::read);

  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Amount TENTH = new Amount.Percent(10);

  private static final ValueReader<Amount> AMOUNT =
      ValueReader.scalar(
          "a number of nodes from 0, or a percentage from \"0%\" to \"100%\"",
          RolloutStrategyFormat::amount);

  private static final ValueReader<Double> BOUND =
      ValueReader.scalar(
          "a number from 0, or a percentage such as 0.1%", RolloutStrategyFormat::bound);

  private static final ValueReader<Wave> WAVE =
      ValueReader.object(
          "an object with name, one of nodes, percent and domains, where, approval, bake",
          RolloutStrategyFormat::wave);

  private static final ValueReader<Gate> GATE =
      ValueReader.object(
          "an object with metric, max, min, compare, minSamples", RolloutStrategyFormat::gate);

  private static final ValueReader<Double> STEP =
      ValueReader.scalar(
          "a percentage above \"0%\" and below \"100%\"",
          value -> percentage(value).filter(percent -> percent > 0 && percent < 100));

  private static final ValueReader<Traffic> TRAFFIC =
      ValueReader.object(
          "an object with steps, bake, gates",
          fields ->
              new Traffic(
                  fields.required("steps", List.of(), ValueReader.list(STEP, 1, 20)),
                  fields.optional("bake", Values.duration(Duration.ZERO, LONGEST)),
                  fields.withDefault("gates", List.of(), ValueReader.list(GATE, 0, 20))));

  private RolloutStrategyFormat() {}

  static ObjectNode write(RolloutStrategy.Spec spec) {
    ObjectNode out =
        JsonWriter.object()
            .put("domain", Values.wireName(spec.domain()))
            .put("bake", Durations.format(spec.bake()))
            .put("deadline", Durations.format(spec.deadline()))
            .put("onFailure", Values.wireName(spec.onFailure()));
    if (!spec.order().isEmpty()) {
      out.set("order", JsonWriter.texts(spec.order(), name -> name));
    }
    out.set("waves", JsonWriter.list(spec.waves(), RolloutStrategyFormat::write));
    out.set("maxUnavailable", write(spec.maxUnavailable()));
    if (!spec.gates().isEmpty()) {
      out.set("gates", JsonWriter.list(spec.gates(), RolloutStrategyFormat::write));
    }
    spec.traffic().ifPresent(traffic -> out.set("traffic", write(traffic)));
    return out;
  }

  private static RolloutStrategy.Spec read(FieldReader fields) {
    return new RolloutStrategy.Spec(
        fields.withDefault("domain", Domain.CELL, Values.oneOf(Domain.values())),
        fields.withDefault("order", List.of(), ValueReader.list(Values.text(1, 253), 0, 1000)),
        fields.required("waves", List.of(), ValueReader.list(WAVE, 1, 50)),
        fields.withDefault("bake", Duration.ofSeconds(60), Values.duration(Duration.ZERO, LONGEST)),
        fields.withDefault(
            "deadline", Duration.ofMinutes(30), Values.duration(Duration.ofSeconds(1), LONGEST)),
        fields.withDefault("maxUnavailable", TENTH, AMOUNT),
        fields.withDefault("gates", List.of(), ValueReader.list(GATE, 0, 20)),
        fields.withDefault("onFailure", OnFailure.ROLLBACK, Values.oneOf(OnFailure.values())),
        fields.optional("traffic", TRAFFIC));
  }

  private static Wave wave(FieldReader fields) {
    return new Wave(
        fields.required("name", Values.NAME_PLACEHOLDER, Values.NAME),
        size(fields),
        fields.optional("where", Values.text(1, 4096)),
        fields.withDefault("approval", false, Values.BOOL),
        fields.optional("bake", Values.duration(Duration.ZERO, LONGEST)));
  }

  private static Size size(FieldReader fields) {
    Optional<Size> nodes =
        fields.optional("nodes", Values.integer(1, 1_000_000)).map(Amount.Count::new);
    Optional<Size> percent =
        fields.optional("percent", Values.number(0, 100)).map(Amount.Percent::new);
    Optional<Size> domains = fields.optional("domains", Values.integer(1, 1000)).map(Domains::new);
    if (Stream.of("nodes", "percent", "domains").filter(fields::has).count() != 1) {
      fields.refuse("needs exactly one of nodes, percent and domains");
    }
    return nodes.or(() -> percent).or(() -> domains).orElse(TENTH);
  }

  private static Gate gate(FieldReader fields) {
    Gate gate =
        new Gate(
            fields.required(
                "metric", Metric.HEALTH_SCORE, Values.oneOf(Metric.values(), Metric::wireName)),
            fields.optional("max", BOUND),
            fields.optional("min", BOUND),
            fields.optional("compare", Values.oneOfTexts(Set.of("baseline"))).isPresent(),
            fields.withDefault("minSamples", 0L, Values.longInteger(0, 1_000_000_000_000L)));
    if (!fields.has("max") && !fields.has("min")) {
      fields.refuse("needs max, min or both");
    }
    return gate;
  }

  private static Optional<Amount> amount(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.longValue() >= 0 && value.longValue() <= 1_000_000
          ? Optional.of(new Amount.Count(value.intValue()))
          : Optional.empty();
    }
    return percentage(value).map(Amount.Percent::new);
  }

  private static Optional<Double> bound(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue() >= 0 ? Optional.of(value.doubleValue()) : Optional.empty();
    }
    return percentage(value)
        .map(percent -> BigDecimal.valueOf(percent).movePointLeft(2).doubleValue());
  }

  private static Optional<Double> percentage(JsonNode value) {
    return Values.textOf(value)
        .filter(text -> text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?%"))
        .map(text -> Double.parseDouble(text.substring(0, text.length() - 1)))
        .filter(percent -> percent <= 100);
  }

  private static ObjectNode write(Wave wave) {
    ObjectNode out = JsonWriter.object().put("name", wave.name().value());
    switch (wave.size()) {
      case Amount.Count(int nodes) -> out.put("nodes", nodes);
      case Amount.Percent(double percent) -> out.set("percent", JsonWriter.number(percent));
      case Domains(int domains) -> out.put("domains", domains);
    }
    wave.where().ifPresent(where -> out.put("where", where));
    if (wave.approval()) {
      out.put("approval", true);
    }
    wave.bake().ifPresent(bake -> out.put("bake", Durations.format(bake)));
    return out;
  }

  private static JsonNode write(Amount amount) {
    return switch (amount) {
      case Amount.Count(int nodes) -> IntNode.valueOf(nodes);
      case Amount.Percent(double percent) -> Values.text(percentText(percent));
    };
  }

  private static String percentText(double percent) {
    return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + "%";
  }

  private static ObjectNode write(Traffic traffic) {
    ObjectNode out = JsonWriter.object();
    out.set("steps", JsonWriter.texts(traffic.steps(), RolloutStrategyFormat::percentText));
    traffic.bake().ifPresent(bake -> out.put("bake", Durations.format(bake)));
    if (!traffic.gates().isEmpty()) {
      out.set("gates", JsonWriter.list(traffic.gates(), RolloutStrategyFormat::write));
    }
    return out;
  }

  private static ObjectNode write(Gate gate) {
    ObjectNode out = JsonWriter.object().put("metric", gate.metric().wireName());
    gate.max().ifPresent(max -> out.set("max", JsonWriter.number(max)));
    gate.min().ifPresent(min -> out.set("min", JsonWriter.number(min)));
    if (gate.compareToBaseline()) {
      out.put("compare", "baseline");
    }
    return out.put("minSamples", gate.minSamples());
  }
}
