package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Probe;
import io.skerry.schema.model.Probe.Check;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How the probes of a node are written.
final class ProbeFormat {

  private static final int MAX_PROBES = 8;
  private static final int MAX_PORT = 65_535;
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:-]{0,252})");

  private static final ValueReader<String> HOST_NAME =
      ValueReader.scalar(
          "a host name or an IP address",
          value -> Values.textOf(value).filter(text -> HOST.matcher(text).matches()));

  private static final ValueReader<Check> HTTP =
      ValueReader.object(
          "an object with url, status",
          fields ->
              new Check.Http(
                  fields.required("url", URI.create("http://placeholder/"), Values.HTTP_URI),
                  fields.withDefault("status", 0, Values.integer(100, 599))));

  private static final ValueReader<Check> TCP =
      ValueReader.object(
          "an object with host, port",
          fields ->
              new Check.Tcp(
                  fields.required("host", "", HOST_NAME),
                  fields.required("port", 1, Values.integer(1, MAX_PORT))));

  private static final ValueReader<Check> SELF_TEST =
      ValueReader.object("an empty object", fields -> new Check.SelfTest());

  static final ValueReader<List<Probe>> PROBES =
      ValueReader.list(
          ValueReader.object(
              "an object with name and one of http, tcp, selfTest", ProbeFormat::read),
          1,
          MAX_PROBES);

  private ProbeFormat() {}

  static ObjectNode write(Probe probe) {
    ObjectNode out = JsonWriter.object().put("name", probe.name().value());
    switch (probe.check()) {
      case Check.Http(URI url, int status) -> {
        ObjectNode http = out.putObject("http").put("url", url.toString());
        if (status > 0) {
          http.put("status", status);
        }
      }
      case Check.Tcp(String host, int port) ->
          out.putObject("tcp").put("host", host).put("port", port);
      case Check.SelfTest() -> out.putObject("selfTest");
    }
    return out.put("interval", Durations.format(probe.interval()))
        .put("timeout", Durations.format(probe.timeout()))
        .put("retries", probe.retries())
        .put("unhealthy", probe.unhealthy())
        .put("healthy", probe.healthy());
  }

  private static Probe read(FieldReader fields) {
    Probe probe =
        new Probe(
            fields.required("name", Values.NAME_PLACEHOLDER, Values.NAME),
            check(fields),
            fields.withDefault(
                "interval", INTERVAL, Values.duration(Duration.ofSeconds(1), Duration.ofHours(1))),
            fields.withDefault(
                "timeout", TIMEOUT, Values.duration(Duration.ofMillis(50), Duration.ofMinutes(1))),
            fields.withDefault("retries", 1, Values.integer(0, 5)),
            fields.withDefault("unhealthy", 3, Values.integer(1, 20)),
            fields.withDefault("healthy", 1, Values.integer(1, 20)));
    if (probe.timeout().multipliedBy(probe.retries() + 1L).compareTo(probe.interval()) > 0) {
      fields.refuse(
          "interval",
          "must leave room for timeout x (retries + 1): at least "
              + Durations.format(probe.timeout().multipliedBy(probe.retries() + 1L)));
    }
    return probe;
  }

  private static Check check(FieldReader fields) {
    List<Check> checks =
        Stream.of(
                fields.optional("http", HTTP),
                fields.optional("tcp", TCP),
                fields.optional("selfTest", SELF_TEST))
            .flatMap(Optional::stream)
            .toList();
    if (Stream.of("http", "tcp", "selfTest").filter(fields::has).count() != 1) {
      fields.refuse("needs exactly one of http, tcp, selfTest");
    }
    return checks.isEmpty() ? new Check.SelfTest() : checks.getFirst();
  }
}
