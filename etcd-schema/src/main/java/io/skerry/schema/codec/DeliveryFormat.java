package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Delivery;
import io.skerry.schema.model.Delivery.CircuitBreaker;
import io.skerry.schema.model.Delivery.HealthCheck;
import io.skerry.schema.model.Delivery.Retries;
import io.skerry.schema.model.Delivery.RetryOn;
import io.skerry.schema.model.Delivery.Route;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How the [Delivery] of a service is written: as fields beside its versions, those with a default
/// value left out.
final class DeliveryFormat {

  /// The fields, in the order in which they are explained.
  static final List<String> FIELDS =
      List.of("routes", "defaultVersion", "timeout", "retries", "healthCheck", "circuitBreaker");

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final ValueReader<String> HOST =
      ValueReader.scalar(
          "a host such as api.example.com, *.example.com or *, without a port",
          value ->
              Values.textOf(value)
                  .filter(text -> text.length() <= 253)
                  .filter(
                      text ->
                          text.matches(
                              "\\*|(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?"
                                  + "(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")));

  /// Text that is a path as requests carry it: no query, no dot segments, nothing to decode.
  static final ValueReader<String> PATH =
      ValueReader.scalar(
          "a path such as /v1/speech, without a query and without . and .. segments",
          value ->
              Values.textOf(value)
                  .filter(text -> text.length() <= 1024)
                  .filter(text -> text.matches("(/[A-Za-z0-9._~!$&'()*+,;=:@-]*)+"))
                  .filter(text -> !(text + "/").matches(".*/\\.{1,2}/.*")));

  private static final ValueReader<Route> ROUTE =
      ValueReader.object("an object with host, pathPrefix, stripPrefix", DeliveryFormat::route);

  private static final ValueReader<Retries> RETRIES =
      ValueReader.object("an object with attempts, budgetPercent, on", DeliveryFormat::retries);

  private static final ValueReader<HealthCheck> HEALTH_CHECK =
      ValueReader.object(
          "an object with path, interval, timeout, healthy, unhealthy",
          DeliveryFormat::healthCheck);

  private static final ValueReader<CircuitBreaker> CIRCUIT_BREAKER =
      ValueReader.object(
          "an object with failures, openFor, maxRequests", DeliveryFormat::circuitBreaker);

  private DeliveryFormat() {}

  static Delivery read(FieldReader fields) {
    Delivery otherwise = Delivery.DEFAULT;
    return new Delivery(
        fields.withDefault("routes", otherwise.routes(), ValueReader.list(ROUTE, 0, 50)),
        fields.optional("defaultVersion", Values.NAME),
        fields.withDefault("timeout", otherwise.timeout(), Values.duration(SHORTEST, LONGEST)),
        fields.withDefault("retries", otherwise.retries(), RETRIES),
        fields.optional("healthCheck", HEALTH_CHECK),
        fields.withDefault("circuitBreaker", otherwise.circuitBreaker(), CIRCUIT_BREAKER));
  }

  static void write(Delivery delivery, ObjectNode out) {
    Delivery otherwise = Delivery.DEFAULT;
    if (!delivery.routes().isEmpty()) {
      out.set("routes", JsonWriter.list(delivery.routes(), DeliveryFormat::write));
    }
    delivery.defaultVersion().ifPresent(version -> out.put("defaultVersion", version.value()));
    if (!delivery.timeout().equals(otherwise.timeout())) {
      out.put("timeout", Durations.format(delivery.timeout()));
    }
    if (!delivery.retries().equals(otherwise.retries())) {
      out.set("retries", write(delivery.retries()));
    }
    delivery.healthCheck().ifPresent(check -> out.set("healthCheck", write(check)));
    if (!delivery.circuitBreaker().equals(otherwise.circuitBreaker())) {
      out.set("circuitBreaker", write(delivery.circuitBreaker()));
    }
  }

  private static Route route(FieldReader fields) {
    return new Route(
        fields.withDefault("host", Route.ANY_HOST, HOST),
        trimmed(fields.withDefault("pathPrefix", "/", PATH)),
        fields.withDefault("stripPrefix", false, Values.BOOL)
            ? Route.Prefix.CUT_OFF
            : Route.Prefix.KEPT);
  }

  /// `/a/` and `/a` are the same prefix.
  private static String trimmed(String path) {
    String rest = path;
    while (rest.length() > 1 && rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    return rest;
  }

  private static Retries retries(FieldReader fields) {
    Retries otherwise = Delivery.DEFAULT.retries();
    return new Retries(
        fields.withDefault("attempts", otherwise.attempts(), Values.integer(0, 5)),
        fields.withDefault("budgetPercent", otherwise.budgetPercent(), Values.integer(0, 100)),
        Set.copyOf(
            fields.withDefault(
                "on",
                List.copyOf(otherwise.on()),
                ValueReader.list(Values.oneOf(RetryOn.values()), 0, RetryOn.values().length))));
  }

  private static HealthCheck healthCheck(FieldReader fields) {
    return new HealthCheck(
        fields.required("path", "/", PATH),
        fields.withDefault(
            "interval",
            Duration.ofSeconds(10),
            Values.duration(Duration.ofMillis(100), Duration.ofMinutes(10))),
        fields.withDefault(
            "timeout", Duration.ofSeconds(2), Values.duration(SHORTEST, Duration.ofMinutes(1))),
        fields.withDefault("healthy", 2, Values.integer(1, 100)),
        fields.withDefault("unhealthy", 3, Values.integer(1, 100)));
  }

  private static CircuitBreaker circuitBreaker(FieldReader fields) {
    CircuitBreaker otherwise = Delivery.DEFAULT.circuitBreaker();
    return new CircuitBreaker(
        fields.withDefault("failures", otherwise.failures(), Values.integer(1, 1000)),
        fields.withDefault("openFor", otherwise.openFor(), Values.duration(SHORTEST, LONGEST)),
        fields.withDefault("maxRequests", otherwise.maxRequests(), Values.integer(1, 100_000)));
  }

  private static ObjectNode write(Route route) {
    ObjectNode out =
        JsonWriter.object().put("host", route.host()).put("pathPrefix", route.pathPrefix());
    return route.strip() == Route.Prefix.CUT_OFF ? out.put("stripPrefix", true) : out;
  }

  private static ObjectNode write(Retries retries) {
    ObjectNode out =
        JsonWriter.object()
            .put("attempts", retries.attempts())
            .put("budgetPercent", retries.budgetPercent());
    out.set(
        "on",
        JsonWriter.texts(
            retries.on().stream().sorted().toList(), on -> on.name().toLowerCase(Locale.ROOT)));
    return out;
  }

  private static ObjectNode write(HealthCheck check) {
    return JsonWriter.object()
        .put("path", check.path())
        .put("interval", Durations.format(check.interval()))
        .put("timeout", Durations.format(check.timeout()))
        .put("healthy", check.healthy())
        .put("unhealthy", check.unhealthy());
  }

  private static ObjectNode write(CircuitBreaker breaker) {
    return JsonWriter.object()
        .put("failures", breaker.failures())
        .put("openFor", Durations.format(breaker.openFor()))
        .put("maxRequests", breaker.maxRequests());
  }
}
