package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.PolicyConfig;
import io.skerry.schema.model.PolicyConfig.HeaderEdits;
import io.skerry.schema.model.PolicyType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the config of each type of policy is written. No field is required, because a policy may say
/// only what it wants to be different from one of lower priority.
final class PolicyConfigFormat {

  /// Headers that belong to one connection or frame a message: a policy cannot touch them.
  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "content-length",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final ValueReader<String> HEADER_NAME =
      ValueReader.scalar(
          "a header name such as x-team, not one that frames messages and not x-skerry-…",
          value ->
              Values.textOf(value)
                  .filter(text -> text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}"))
                  .map(text -> text.toLowerCase(Locale.ROOT))
                  .filter(text -> !RESERVED.contains(text) && !text.startsWith("x-skerry-")));

  private static final ValueReader<String> HEADER_VALUE =
      ValueReader.scalar(
          "a header value: at most 4096 printable ASCII characters",
          value -> Values.textOf(value).filter(text -> text.matches("[\\x20-\\x7e\\t]{0,4096}")));

  private static final ValueReader<HeaderEdits> EDITS =
      ValueReader.object("an object with remove, set, add", PolicyConfigFormat::edits);

  /// Free-form before it was typed, so that `4e2` may stand in older documents.
  private static final ValueReader<Integer> BURST =
      ValueReader.scalar(
          "an integer from 1 to 1000000",
          value ->
              Optional.of(value.asDouble())
                  .filter(it -> value.isNumber() && it == Math.rint(it) && it >= 1 && it <= 1e6)
                  .map(Double::intValue));

  private static final ValueReader<List<String>> EXPRESSIONS =
      ValueReader.list(Values.text(1, 4096), 0, 20);

  private static final ValueReader<String> TARGET =
      ValueReader.scalar(
          "an absolute http or https address or a path, with {host}, {path} and {query} where"
              + " wanted",
          value ->
              Values.textOf(value)
                  .filter(text -> text.length() <= 2048)
                  .filter(text -> text.matches("(https?://[!-~]+|/([!-.0-~][!-~]*)?)")));

  private PolicyConfigFormat() {}

  static ValueReader<? extends PolicyConfig> of(PolicyType type) {
    return switch (type) {
      case CONFIG ->
          ValueReader.scalar(
              "an object",
              value ->
                  value.isObject()
                      ? Optional.of(new PolicyConfig.Settings(CanonicalJson.document(value)))
                      : Optional.empty());
      case RATE_LIMIT ->
          ValueReader.object(
              "an object with requestsPerSecond, burst, per", PolicyConfigFormat::rateLimit);
      case HEADERS ->
          ValueReader.object(
              "an object with request, response",
              fields ->
                  new PolicyConfig.Headers(
                      fields.withDefault("request", HeaderEdits.NONE, EDITS),
                      fields.withDefault("response", HeaderEdits.NONE, EDITS)));
      case ACCESS ->
          ValueReader.object("an object with allow, deny, status", PolicyConfigFormat::access);
      case CACHE ->
          ValueReader.object(
              "an object with ttl, maxEntryBytes, maxBytes, vary", PolicyConfigFormat::cache);
      case REDIRECT ->
          ValueReader.object("an object with to, status, pathPrefix", PolicyConfigFormat::redirect);
      case FAULT ->
          ValueReader.object("an object with abort, delay, header", PolicyConfigFormat::fault);
    };
  }

  private static PolicyConfig rateLimit(FieldReader fields) {
    return new PolicyConfig.RateLimit(
        fields.optional("requestsPerSecond", Values.number(0, 1_000_000)),
        fields.optional("burst", BURST),
        fields.withDefault(
            "per",
            PolicyConfig.RateLimit.PER_SERVICE,
            ValueReader.scalar(
                "service, client, header:NAME, cookie:NAME or query:NAME",
                value ->
                    Values.textOf(value)
                        .filter(
                            text ->
                                text.matches(
                                    "service|client|(header|cookie|query):[0-9A-Za-z_.-]{1,128}")))));
  }

  private static HeaderEdits edits(FieldReader fields) {
    ValueReader<Map<String, String>> values = ValueReader.map(HEADER_NAME, HEADER_VALUE, 0, 50);
    return new HeaderEdits(
        fields.withDefault("remove", List.of(), ValueReader.list(HEADER_NAME, 0, 50)),
        fields.withDefault("set", Map.of(), values),
        fields.withDefault("add", Map.of(), values));
  }

  private static PolicyConfig access(FieldReader fields) {
    return new PolicyConfig.Access(
        fields.withDefault("allow", List.of(), EXPRESSIONS),
        fields.withDefault("deny", List.of(), EXPRESSIONS),
        fields.withDefault("status", 403, status(Set.of(401, 403, 404))));
  }

  private static PolicyConfig cache(FieldReader fields) {
    return new PolicyConfig.Cache(
        fields.withDefault(
            "ttl",
            Duration.ofSeconds(60),
            Values.duration(Duration.ofSeconds(1), Duration.ofDays(1))),
        fields.withDefault("maxEntryBytes", 65_536L, Values.longInteger(1, 1 << 20)),
        fields.withDefault("maxBytes", 4L << 20, Values.longInteger(1 << 16, 16 << 20)),
        fields.withDefault("vary", List.of(), ValueReader.list(HEADER_NAME, 0, 5)));
  }

  private static PolicyConfig redirect(FieldReader fields) {
    return new PolicyConfig.Redirect(
        fields.optional("to", TARGET),
        fields.withDefault("status", 308, status(Set.of(301, 302, 303, 307, 308))),
        fields.withDefault("pathPrefix", "/", DeliveryFormat.PATH));
  }

  private static PolicyConfig fault(FieldReader fields) {
    Abort abort =
        fields.withDefault(
            "abort",
            new Abort(0, 503),
            ValueReader.object(
                "an object with percent, status",
                part ->
                    new Abort(
                        part.withDefault("percent", 0.0, Values.number(0, 100)),
                        part.withDefault("status", 503, Values.integer(400, 599)))));
    Delay delay =
        fields.withDefault(
            "delay",
            new Delay(0, Duration.ZERO),
            ValueReader.object(
                "an object with percent, duration",
                part ->
                    new Delay(
                        part.withDefault("percent", 0.0, Values.number(0, 100)),
                        part.withDefault(
                            "duration",
                            Duration.ZERO,
                            Values.duration(Duration.ZERO, Duration.ofMinutes(1))))));
    return new PolicyConfig.Fault(
        abort.percent(),
        abort.status(),
        delay.percent(),
        delay.duration(),
        fields.optional(
            "header",
            ValueReader.scalar(
                "a header name such as x-game-day",
                value ->
                    Values.textOf(value)
                        .filter(text -> text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}")))));
  }

  private record Abort(double percent, int status) {}

  private record Delay(double percent, Duration duration) {}

  private static ValueReader<Integer> status(Set<Integer> allowed) {
    return ValueReader.scalar(
        "one of " + String.join(", ", allowed.stream().sorted().map(String::valueOf).toList()),
        value ->
            value.isInt() && allowed.contains(value.intValue())
                ? Optional.of(value.intValue())
                : Optional.empty());
  }

  /// Records what is wrong with the config of a policy, and with what each override makes of it.
  static void check(PolicyType type, FieldReader fields, List<? extends JsonNode> patches) {
    ValueReader<? extends PolicyConfig> reader = of(type);
    JsonNode config = fields.node("config").orElseGet(JsonNodeFactory.instance::objectNode);
    if (!(config instanceof ObjectNode) || !fields.judge("config", config, reader)) {
      return;
    }
    JsonNode all = config;
    for (int i = 0; i < patches.size(); i++) {
      String field = "overrides[" + i + "].patch";
      JsonNode alone = MergePatch.apply(config, patches.get(i));
      all = MergePatch.apply(all, patches.get(i));
      if (!fields.judge(field, alone, reader)) {
        return;
      }
      fields.judge(field, all, reader);
    }
  }
}
