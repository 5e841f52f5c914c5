package io.skerry.agent.gateway.plane;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.Samples;
import io.skerry.agent.apply.Checkout;
import io.skerry.agent.apply.NackCode;
import io.skerry.agent.apply.Preparation;
import io.skerry.agent.apply.Rejection;
import io.skerry.agent.apply.Verified;
import io.skerry.agent.view.Prepared;
import io.skerry.policy.ability.Foresight;
import io.skerry.policy.ability.Refusal;
import io.skerry.policy.compile.Compilation;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.codec.Documents;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.PolicyType;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Resource;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a plan foresees is what nodes do: the same compiled snapshots go through the foresight of
/// the control plane, which knows the node by what it advertises only, and through everything that
/// a real node does with them before it activates one.
class ForesightTest {

  private static final String FLEET =
      """
      apiVersion: skerry/v1
      kind: Cell
      metadata: {name: c1}
      spec: {cloud: aws, region: us-east-1, location: {lat: 1, lon: 1}}
      ---
      apiVersion: skerry/v1
      kind: Node
      metadata: {name: iad-1}
      spec: {cell: c1, zone: z1}
      """;

  /// Configs by type; each is accepted when it is declared, and some are not fine together.
  private static final List<String> POLICIES =
      List.of(
          "type: config, config: {anything: [1, {at: all}]}",
          "type: rateLimit, config: {requestsPerSecond: 5}",
          "type: rateLimit, config: {burst: 7, per: client}",
          "type: headers, config: {request: {set: {" + headers("x-a", 30) + "}}}",
          "type: headers, config: {request: {set: {" + headers("x-b", 30) + "}}}",
          "type: access, config: {deny: ['method == \"PUT\"']}",
          "type: access, config: {allow: ['no such language']}",
          "type: cache, config: {ttl: 5s}",
          "type: redirect, config: {to: 'https://example.com{path}'}",
          "type: fault, config: {abort: {percent: 1}}");

  private static final List<String> VERSIONS =
      List.of(
          "{upstreams: ['http://127.0.0.1:1']}",
          "{upstreams: ['http://127.0.0.1:2'], protocol: http2}",
          "{module: asr@2.4.1}");

  private int refused;
  private int taken;

  @Test
  void whatIsForeseenIsWhatANodeDoes() {
    Random random = new Random(20_261_121);
    for (int round = 0; round < 120; round++) {
      CompiledSnapshot snapshot = compiled(FLEET + resources(random));
      check(snapshot, gateway(abilities(random)));
      check(snapshot, Preparation.NONE);
    }

    assertThat(refused).as("snapshots that were refused").isGreaterThan(40);
    assertThat(taken).as("snapshots that were taken").isGreaterThan(40);
  }

  @Test
  void aGatewayRefusesNoTypeOfPolicyThatCanBeDeclared() {
    CompiledSnapshot snapshot =
        compiled(
            FLEET
                + IntStream.of(0, 1, 3, 5, 7, 8, 9)
                    .mapToObj(i -> policy("p" + i, "s1", POLICIES.get(i)))
                    .collect(Collectors.joining()));

    assertThat(snapshot.snapshot().entries()).hasSize(PolicyType.values().length);
    assertThat(reject(snapshot, gateway(PlaneCompiler.ABILITIES))).isEmpty();
    assertThat(new Foresight().refusals(snapshot, PlaneCompiler.ABILITIES)).isEmpty();
  }

  @Test
  void anEntryThatIsTooLargeForTheDiskIsForeseen() {
    String threeBytes = "漢".repeat(60_000);
    String settings =
        IntStream.range(0, 24)
            .mapToObj(i -> "k%d: %s".formatted(i, threeBytes))
            .collect(Collectors.joining(", "));
    CompiledSnapshot large =
        compiled(FLEET + policy("p", "s1", "type: config, config: {" + settings + "}"));

    check(large, Preparation.NONE);
    assertThat(refused).isEqualTo(1);
  }

  private void check(CompiledSnapshot snapshot, Preparation node) {
    List<Refusal> foreseen = new Foresight().refusals(snapshot, node.abilities());
    Optional<Rejection> rejection = reject(snapshot, node);
    assertThat(rejection.map(Rejection::message))
        .as("the first reason of %s", foreseen)
        .isEqualTo(foreseen.stream().findFirst().map(Refusal::message));
    rejection.ifPresent(it -> assertThat(it.code()).isEqualTo(NackCode.UNSUPPORTED));
    if (rejection.isPresent()) {
      refused++;
    } else {
      taken++;
    }
  }

  /// What a real node does with a snapshot.
  private static Optional<Rejection> reject(CompiledSnapshot snapshot, Preparation node) {
    Bytes manifest = snapshot.manifest();
    Ref ref =
        new Ref(
            Samples.NODE,
            manifest.digest(),
            1,
            "r-1",
            0,
            Ref.Reason.NORMAL,
            Instant.EPOCH,
            Set.of());
    Verified<Prepared> prepared =
        Checkout.start(ref, manifest)
            .then(checkout -> checkout.finish(snapshot.blobs()))
            .then(node::prepare);
    return prepared.fold(
        good -> {
          good.retire();
          return Optional.empty();
        },
        Optional::of);
  }

  private static Preparation gateway(Abilities abilities) {
    return new PlaneCompiler(() -> Prepared.NONE, _ -> new Nowhere(), () -> 0, abilities);
  }

  private static Abilities abilities(Random random) {
    Set<String> types =
        Arrays.stream(PolicyType.values())
            .filter(_ -> random.nextInt(8) > 0)
            .map(PolicyType::wireName)
            .collect(Collectors.toSet());
    Set<String> features =
        Arrays.stream(Abilities.Feature.values())
            .filter(it -> it != Abilities.Feature.MODULE && random.nextBoolean())
            .map(Abilities.Feature::wireName)
            .collect(Collectors.toSet());
    return Checkout.ABILITIES.with(types, features);
  }

  /// Some services, with splits and policies of them and of a service that is not there.
  private static String resources(Random random) {
    StringBuilder out = new StringBuilder();
    for (int s = 1; s <= 2; s++) {
      String service = "s" + s;
      if (random.nextInt(4) > 0) {
        out.append(service(service, random));
        if (random.nextInt(3) == 0) {
          out.append(split(service, random));
        }
      }
      for (int p = random.nextInt(4); p > 0; p--) {
        String config = POLICIES.get(random.nextInt(POLICIES.size()));
        out.append(policy(service + "-p" + p, service, config));
      }
    }
    return out.toString();
  }

  private static String service(String name, Random random) {
    String second = VERSIONS.get(random.nextInt(10) == 0 ? 2 : random.nextInt(2));
    return """
        ---
        apiVersion: skerry/v1
        kind: Service
        metadata: {name: %s}
        spec: {versions: {v1: %s, v2: %s}}
        """
        .formatted(name, VERSIONS.getFirst(), second);
  }

  private static String split(String service, Random random) {
    String to = random.nextInt(6) == 0 ? "v9" : "v2";
    String regex = random.nextInt(6) == 0 ? "a(?=b)" : "v2(\\\\..*)?";
    return """
        ---
        apiVersion: skerry/v1
        kind: TrafficSplit
        metadata: {name: %s}
        spec:
          service: %s
          rules: [{match: {header: {name: x-canary, regex: "%s"}}, to: %s}]
          weights: {v1: 95, %s: 5}
        """
        .formatted(service, service, regex, to, to);
  }

  private static String policy(String name, String service, String typeAndConfig) {
    return """
        ---
        apiVersion: skerry/v1
        kind: Policy
        metadata: {name: %s}
        spec: {service: %s, %s}
        """
        .formatted(name, service, typeAndConfig);
  }

  private static String headers(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> prefix + i + ": v")
        .collect(Collectors.joining(", "));
  }

  private static CompiledSnapshot compiled(String documents) {
    List<Resource> resources =
        Documents.read(Bytes.utf8(documents), Documents.Format.YAML).orThrow().stream()
            .map(document -> Resources.decode(document).orThrow())
            .toList();
    Compilation compilation = Compilation.of(ResourceSet.of(resources));
    assertThat(compilation.faults()).isEmpty();
    return compilation.snapshotOf(Samples.NODE).orElseThrow();
  }

  /// A way to an upstream that nobody takes.
  private record Nowhere() implements Transport {
    @Override
    public Future<HttpClientRequest> request(HttpMethod method, String target) {
      return Future.failedFuture("nobody asks");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
