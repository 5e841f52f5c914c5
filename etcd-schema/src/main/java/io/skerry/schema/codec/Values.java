package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Quantity;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The value readers that many kinds share.
final class Values {

  static final ResourceName NAME_PLACEHOLDER = new ResourceName("placeholder");

  static final ValueReader<ResourceName> NAME =
      ValueReader.scalar(
          "a name of 1 to 63 characters a-z, 0-9 and -, starting and ending with a letter or digit",
          value -> textOf(value).filter(ResourceName::isValid).map(ResourceName::new));

  static final ValueReader<TenantName> TENANT =
      ValueReader.scalar(
          "a tenant's name of 1 to 63 characters a-z, 0-9 and -",
          value -> textOf(value).filter(ResourceName::isValid).map(TenantName::new));

  static final ValueReader<Boolean> BOOL =
      ValueReader.scalar(
          "true or false",
          value -> value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty());

  static final ValueReader<Quantity> QUANTITY =
      ValueReader.scalar(
          "a quantity such as 8Gi, 500m or 4",
          value -> scalarText(value).flatMap(Quantities::parse));

  static final ValueReader<Digest> DIGEST =
      ValueReader.scalar(
          "a SHA-256 digest of 64 lower-case hex digits",
          value -> textOf(value).filter(Digest::isValid).map(Digest::new));

  static final ValueReader<Instant> INSTANT =
      ValueReader.scalar(
          "a time such as 2026-01-31T23:59:59Z", value -> textOf(value).flatMap(Values::instant));

  static final ValueReader<JsonDocument> OBJECT =
      ValueReader.scalar(
          "an object",
          value ->
              value.isObject() ? Optional.of(CanonicalJson.document(value)) : Optional.empty());

  static final ValueReader<URI> HTTP_URI =
      ValueReader.scalar(
          "an absolute http or https address such as http://10.0.0.5:9000",
          value -> textOf(value).flatMap(Values::httpUri));

  private Values() {}

  static TextNode text(String value) {
    return JsonNodeFactory.instance.textNode(value);
  }

  /// Text of `min` to `max` characters; blank text is refused unless `min` is 0.
  static ValueReader<String> text(int min, int max) {
    String expected = min == 0 ? "text of at most " + max : "text of " + min + " to " + max;
    return ValueReader.scalar(
        expected + " characters",
        value ->
            textOf(value)
                .filter(text -> text.length() <= max)
                .filter(text -> min == 0 || (text.length() >= min && !text.isBlank())));
  }

  static ValueReader<Integer> integer(int min, int max) {
    return whole(min, max, JsonNode::intValue);
  }

  static ValueReader<Long> longInteger(long min, long max) {
    return whole(min, max, JsonNode::longValue);
  }

  private static <T> ValueReader<T> whole(long min, long max, Function<JsonNode, T> read) {
    return ValueReader.scalar(
        "an integer from " + min + " to " + max,
        value ->
            value.isIntegralNumber() && value.longValue() >= min && value.longValue() <= max
                ? Optional.of(read.apply(value))
                : Optional.empty());
  }

  static ValueReader<Double> number(double min, double max) {
    return ValueReader.scalar(
        "a number from " + plain(min) + " to " + plain(max),
        value ->
            value.isNumber() && value.doubleValue() >= min && value.doubleValue() <= max
                ? Optional.of(value.doubleValue())
                : Optional.empty());
  }

  /// One of an enum's constants by its wire name.
  static <E extends Enum<E>> ValueReader<E> oneOf(E[] constants, Function<E, String> wireName) {
    Map<String, E> byName = new LinkedHashMap<>();
    for (E constant : constants) {
      byName.put(wireName.apply(constant), constant);
    }
    return ValueReader.scalar(
        "one of " + String.join(", ", byName.keySet()),
        value -> textOf(value).flatMap(text -> Optional.ofNullable(byName.get(text))));
  }

  /// One of an enum's constants by its lower-case name.
  static <E extends Enum<E>> ValueReader<E> oneOf(E[] constants) {
    return oneOf(constants, Values::wireName);
  }

  static ValueReader<String> oneOfTexts(Set<String> texts) {
    return ValueReader.scalar(
        "one of " + String.join(", ", texts), value -> textOf(value).filter(texts::contains));
  }

  static ValueReader<Duration> duration(Duration min, Duration max) {
    return ValueReader.scalar(
        "a duration such as 90s, 30m or 1h30m, from "
            + Durations.format(min)
            + " to "
            + Durations.format(max),
        value ->
            textOf(value)
                .flatMap(Durations::parse)
                .filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0));
  }

  /// The lower-case wire name of a constant.
  static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static Optional<String> textOf(JsonNode value) {
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  /// What a value is, short enough for a message.
  static String describe(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> "null";
      case STRING ->
          value.textValue().isBlank() ? "blank" : "\"" + shorten(value.textValue()) + "\"";
      case NUMBER, BOOLEAN -> value.asText();
      case ARRAY -> "a list of " + value.size();
      case OBJECT -> "an object with " + value.size() + " fields";
      case BINARY, POJO -> "not JSON";
    };
  }

  private static Optional<String> scalarText(JsonNode value) {
    return value.isNumber() ? Optional.of(value.asText()) : textOf(value);
  }

  private static Optional<Instant> instant(String text) {
    return Instants.readCanonical(text).or(() -> readAny(text));
  }

  private static Optional<Instant> readAny(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<URI> httpUri(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean plain =
          uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
      boolean port = uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= 65_535);
      return web && plain && port ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
