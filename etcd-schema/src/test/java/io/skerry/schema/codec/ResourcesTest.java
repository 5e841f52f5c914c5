package io.skerry.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.RolloutStrategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResourcesTest {

  @ParameterizedTest
  @MethodSource("samples")
  void everyKindReadsBackAsItWasWritten(JsonNode document) {
    Resource resource = Resources.decode(document).orThrow();

    Bytes stored = Codecs.RESOURCE.encode(resource);

    assertThat(Codecs.RESOURCE.decode(stored).orThrow()).isEqualTo(resource);
    assertThat(Codecs.RESOURCE.encode(Codecs.RESOURCE.decode(stored).orThrow())).isEqualTo(stored);
  }

  @Test
  void whatTheSystemFillsInSurvivesTheStore() {
    Resource declared = Resources.decode(Samples.documents().getFirst()).orThrow();
    Resource accepted =
        declared.withMetadata(
            declared
                .metadata()
                .withLifecycle(
                    new Metadata.Lifecycle(
                        "01J", 3, Instant.parse("2026-01-01T00:00:00Z"), Instant.EPOCH)));

    assertThat(Codecs.RESOURCE.decode(Codecs.RESOURCE.encode(accepted)).orThrow())
        .isEqualTo(accepted);
  }

  @Test
  void numbersQuantitiesAndPercentagesAreReadExactly() {
    Node node = (Node) Resources.decode(Samples.documents().get(1)).orThrow();
    RolloutStrategy strategy =
        (RolloutStrategy) Resources.decode(Samples.documents().get(2)).orThrow();

    assertThat(node.spec().capacity().memory()).contains(Quantities.parse("32768Mi").orElseThrow());
    assertThat(strategy.spec().gates().getFirst().max()).contains(0.001);
    assertThat(strategy.spec().maxUnavailable()).isEqualTo(new RolloutStrategy.Amount.Percent(10));
  }

  /// The outage of 12 June 2025 at a large cloud began with blank fields that nothing refused.
  @ParameterizedTest
  @MethodSource("everyField")
  void nullInAnyFieldIsRefusedByName(JsonNode document, List<String> path) {
    assertRefusedAt(replaced(document, path, JsonNodeFactory.instance.nullNode()), path);
  }

  @ParameterizedTest
  @MethodSource("everyField")
  void anEmptyListInAnyFieldOfAnotherTypeIsRefusedByName(JsonNode document, List<String> path) {
    JsonNode original = at(document, path);
    if (original.isArray()) {
      return;
    }
    assertRefusedAt(replaced(document, path, JsonNodeFactory.instance.arrayNode()), path);
  }

  @ParameterizedTest
  @MethodSource("everyField")
  void anUnknownFieldBesideAnyFieldIsRefusedByName(JsonNode document, List<String> path) {
    if (isFree(path)) {
      return;
    }
    List<String> neighbour = new ArrayList<>(path);
    neighbour.set(path.size() - 1, path.getLast() + "Unheard Of");
    assertRefusedAt(
        replaced(document, neighbour, JsonNodeFactory.instance.textNode("x")), neighbour);
  }

  @Test
  void everyErrorOfADocumentIsFoundAtOnce() {
    Decoded<Resource> result =
        decode(
            """
            apiVersion: skerry/v2
            kind: Node
            metadata: {name: Upper_Case, lables: {}}
            spec: {zone: "", weight: -1, capacity: {memory: lots}}
            """);

    assertThat(errors(result))
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder(
            "apiVersion",
            "metadata.name",
            "metadata.lables",
            "spec.cell",
            "spec.zone",
            "spec.weight",
            "spec.capacity.memory");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: Polcy                                            | kind           | did you mean Policy?
          kind: Gateway                                          | kind           | must be one of Cell, Node
          {kind: Cell, spec: {regoin: x, cloud: aws}}            | spec.regoin    | did you mean region?
          {kind: Cell, spec: {cloud: ibm, region: x}}            | spec.cloud     | must be one of aws, azure, gcp, onprem, but is "ibm"
          {kind: Cell, spec: {cloud: aws, region: x, location: {lat: 91, lon: 0}}} | spec.location.lat | from -90 to 90, but is 91
          {kind: Cell, metadata: {name: a, tenant: t}, spec: {cloud: aws, region: x}} | metadata.tenant | has no tenant: remove it
          {kind: Node, spec: {cell: x, weight: 1e2}}             | spec.weight    | must be an integer from 0 to 1000
          {kind: Node, spec: {cell: x, location: {lat: 1}}}      | spec.location  | needs both lat and lon
          {kind: Policy, spec: {service: a, type: ratelimit, config: {}}} | spec.type | must be one of config, rateLimit
          {kind: Policy, spec: {service: a, type: config, config: {}, placement: {min: 5, max: 2}}} | spec.placement.max | must not be less than min, which is 5
          {kind: Service, spec: {versions: {}}}                  | spec.versions  | 1 to 100 entries
          {kind: Service, spec: {versions: {v1: {}}}}            | spec.versions.v1 | exactly one of upstreams and module
          {kind: Service, spec: {versions: {v1: {upstreams: ["file:///etc/passwd"]}}}} | spec.versions.v1.upstreams[0] | absolute http or https address
          {kind: Service, spec: {versions: {v1: {upstreams: ["http://h:65536"]}}}} | spec.versions.v1.upstreams[0] | absolute http or https address
          {kind: Service, spec: {versions: {v1: {upstreams: ["http://h"], protocol: h2}}}} | spec.versions.v1.protocol | one of http1, http2
          {kind: Service, spec: {versions: {v1: {module: a@1, protocol: http2}}}} | spec.versions.v1.protocol | belongs to upstreams
          {kind: Service, spec: {versions: {v1: {module: a@1}}, routes: [{host: "http://x"}]}} | spec.routes[0].host | a host such as
          {kind: Service, spec: {versions: {v1: {module: a@1}}, routes: [{pathPrefix: /a/../b}]}} | spec.routes[0].pathPrefix | without . and ..
          {kind: Service, spec: {versions: {v1: {module: a@1}}, defaultVersion: v2}} | spec.defaultVersion | there is no v2
          {kind: Service, spec: {versions: {v1: {module: a@1}}, timeout: 0s}} | spec.timeout | from 10ms to 1h
          {kind: Service, spec: {versions: {v1: {module: a@1}}, retries: {attempts: 6}}} | spec.retries.attempts | from 0 to 5
          {kind: Service, spec: {versions: {v1: {module: a@1}}, retries: {on: [never]}}} | spec.retries.on[0] | one of connect, reset, unavailable
          {kind: Service, spec: {versions: {v1: {module: a@1}}, healthCheck: {}}} | spec.healthCheck.path | is required
          {kind: Service, spec: {versions: {v1: {module: a@1}}, circuitBreaker: {failures: 0}}} | spec.circuitBreaker.failures | from 1 to 1000
          {kind: TrafficSplit, spec: {service: a, weights: {v1: 0}}} | spec.weights | sum above 0
          {kind: TrafficSplit, spec: {service: a, weights: {v1: -5}}} | spec.weights.v1 | from 0 to 1000000, but is -5
          {kind: TrafficSplit, spec: {service: a, weights: {v1: 1}, rules: [{to: v1, match: {hash: {of: client, percent: 101}}}]}} | spec.rules[0].match.hash.percent | from 0 to 100, but is 101
          {kind: RolloutStrategy, spec: {waves: []}}             | spec.waves     | 1 to 50 items
          {kind: RolloutStrategy, spec: {waves: [{name: a, percent: 100}], deadline: 0s}} | spec.deadline | from 1s to 30d
          {kind: RolloutStrategy, spec: {waves: [{name: a, percent: 100}], bake: 1000000000s}} | spec.bake | from 0s to 30d
          {kind: RolloutStrategy, spec: {waves: [{name: a, percent: 100}], maxUnavailable: "101%"}} | spec.maxUnavailable | a percentage from "0%" to "100%"
          """)
  void refusalsSayWhichFieldWhyAndWhatWouldBeRight(String yaml, String field, String message) {
    assertThat(errors(decode(yaml)))
        .anySatisfy(
            error -> {
              assertThat(error.field()).isEqualTo(field);
              assertThat(error.message()).contains(message);
            });
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          a..b
          a/b
          %2f
          ../x
          аdmin
          UPPER
          -x
          x-
          _
          aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
          """)
  void namesThatCouldEscapeTheirKeyAreRefused(String name) {
    assertThat(errors(decode("{kind: Cell, metadata: {name: '" + name + "'}, spec: {}}")))
        .extracting(FieldError::field)
        .contains("metadata.name");
  }

  static Stream<JsonNode> samples() {
    return Samples.documents().stream();
  }

  static Stream<Object[]> everyField() {
    return Samples.documents().stream()
        .flatMap(
            document ->
                paths(document, List.of()).stream()
                    .filter(path -> !isFree(path.subList(0, path.size() - 1)) || path.size() == 1)
                    .map(path -> new Object[] {document, path}));
  }

  /// Inside a policy's payload and beside free keys anything may stand.
  private static boolean isFree(List<String> path) {
    return path.contains("config")
        || path.contains("patch")
        || path.contains("labels")
        || path.contains("annotations")
        || path.contains("weights")
        || (path.contains("versions") && path.size() == 3);
  }

  private static List<List<String>> paths(JsonNode node, List<String> prefix) {
    List<List<String>> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      List<String> path = Stream.concat(prefix.stream(), Stream.of(field.getKey())).toList();
      all.add(path);
      all.addAll(paths(field.getValue(), path));
    }
    return all;
  }

  private static JsonNode at(JsonNode document, List<String> path) {
    JsonNode node = document;
    for (String step : path) {
      node = node.path(step);
    }
    return node;
  }

  private static JsonNode replaced(JsonNode document, List<String> path, JsonNode value) {
    ObjectNode copy = document.deepCopy();
    ((ObjectNode) at(copy, path.subList(0, path.size() - 1))).set(path.getLast(), value);
    return copy;
  }

  private static void assertRefusedAt(JsonNode document, List<String> path) {
    assertThat(errors(Resources.decode(document)))
        .extracting(FieldError::field)
        .contains(String.join(".", path));
  }

  private static Decoded<Resource> decode(String yaml) {
    return Documents.readOne(Bytes.utf8(yaml), Documents.Format.YAML).then(Resources::decode);
  }

  private static List<FieldError> errors(Decoded<Resource> result) {
    return switch (result) {
      case Decoded.Ok<Resource>(Resource resource) ->
          throw new AssertionError("accepted: " + Resources.encode(resource));
      case Decoded.Malformed<Resource>(List<FieldError> errors) -> errors;
    };
  }

  @Test
  void theSamplesCoverEveryKind() {
    assertThat(Samples.documents())
        .extracting(document -> document.path("kind").asText())
        .containsAll(Stream.of(Kind.values()).map(Kind::wireName).toList());
  }
}
