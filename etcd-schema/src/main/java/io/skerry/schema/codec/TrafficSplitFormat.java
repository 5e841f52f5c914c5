package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TrafficSplit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the spec of a [TrafficSplit] is written.
final class TrafficSplitFormat {

  static final ValueReader<TrafficSplit.Spec> SPEC =
      ValueReader.object(
          "an object with service, rules, weights, strategy", TrafficSplitFormat::read);

  /// The content of a split as nodes get it.
  static final ValueReader<TrafficSplit.Spec> BLOB =
      ValueReader.object(
          "an object with name, generation, service, rules, weights", TrafficSplitFormat::blob);

  private static final TrafficSplit.Match PLACEHOLDER = new TrafficSplit.Match.Hash("client", 0);

  private static final ValueReader<TrafficSplit.Match> HEADER =
      ValueReader.object(
          "an object with name and regex",
          fields ->
              new TrafficSplit.Match.Header(
                  fields.required("name", "", headerName()),
                  fields.required("regex", "", Values.text(1, 1024))));

  private static final ValueReader<TrafficSplit.Match> HASH =
      ValueReader.object(
          "an object with of and percent",
          fields ->
              new TrafficSplit.Match.Hash(
                  fields.required("of", "client", subject()),
                  fields.required("percent", 0.0, Values.number(0, 100))));

  private static final ValueReader<TrafficSplit.Match> MATCH =
      ValueReader.object("an object with either header or hash", TrafficSplitFormat::match);

  private static final ValueReader<TrafficSplit.Rule> RULE =
      ValueReader.object(
          "an object with match and to",
          fields ->
              new TrafficSplit.Rule(
                  fields.required("match", PLACEHOLDER, MATCH),
                  fields.required("to", Values.NAME_PLACEHOLDER, Values.NAME)));

  private static final ValueReader<Map<ResourceName, Integer>> WEIGHTS =
      ValueReader.map(Values.NAME, Values.integer(0, 1_000_000), 1, 100)
          .check(TrafficSplitFormat::sumProblem);

  private TrafficSplitFormat() {}

  static ObjectNode write(TrafficSplit.Spec spec) {
    ObjectNode out = JsonWriter.object().put("service", spec.service().value());
    if (!spec.rules().isEmpty()) {
      out.set("rules", JsonWriter.list(spec.rules(), TrafficSplitFormat::write));
    }
    out.set("weights", JsonWriter.map(spec.weights(), IntNode::valueOf));
    spec.strategy().ifPresent(strategy -> out.put("strategy", strategy.value()));
    return out;
  }

  static ObjectNode write(TrafficSplit.Rule rule) {
    ObjectNode out = JsonWriter.object().put("to", rule.to().value());
    ObjectNode match = out.putObject("match");
    switch (rule.match()) {
      case TrafficSplit.Match.Header(String name, String regex) ->
          match.putObject("header").put("name", name).put("regex", regex);
      case TrafficSplit.Match.Hash(String of, double percent) ->
          match.putObject("hash").put("of", of).set("percent", JsonWriter.number(percent));
    }
    return out;
  }

  private static TrafficSplit.Spec read(FieldReader fields) {
    return new TrafficSplit.Spec(
        fields.required("service", Values.NAME_PLACEHOLDER, Values.NAME),
        fields.withDefault("rules", List.of(), ValueReader.list(RULE, 0, 100)),
        fields.required("weights", Map.of(), WEIGHTS),
        fields.optional("strategy", Values.NAME));
  }

  private static TrafficSplit.Spec blob(FieldReader fields) {
    fields.ignore("name");
    fields.ignore("generation");
    return read(fields);
  }

  private static TrafficSplit.Match match(FieldReader fields) {
    Optional<TrafficSplit.Match> header = fields.optional("header", HEADER);
    Optional<TrafficSplit.Match> hash = fields.optional("hash", HASH);
    if (fields.has("header") == fields.has("hash")) {
      fields.refuse("needs exactly one of header and hash");
    }
    return header.or(() -> hash).orElse(PLACEHOLDER);
  }

  private static Optional<String> sumProblem(Map<ResourceName, Integer> weights) {
    return weights.values().stream().mapToLong(Integer::longValue).sum() > 0
        ? Optional.empty()
        : Optional.of("must have a sum above 0: give at least one version a weight");
  }

  private static ValueReader<String> headerName() {
    return ValueReader.scalar(
        "a header name such as x-canary",
        value ->
            Values.textOf(value).filter(text -> text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}")));
  }

  private static ValueReader<String> subject() {
    return ValueReader.scalar(
        "header:NAME, cookie:NAME, query:NAME or client",
        value ->
            Values.textOf(value)
                .filter(
                    text -> text.matches("client|(header|cookie|query):[0-9A-Za-z_.-]{1,128}")));
  }
}
