package io.skerry.it.scenario;

import static io.skerry.it.cluster.Site.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.bench.soak.cluster.Answer;
import io.skerry.it.cluster.SharedCluster;
import io.skerry.it.cluster.Site;
import io.skerry.it.traffic.RequestStream;
import io.skerry.it.traffic.Upstream;
import io.skerry.it.traffic.Upstream.Posted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A new version of a service, from its declaration through requests that gateways divide and
/// measure, to all requests or to none.
@ExtendWith(SharedCluster.class)
final class TrafficStepsIT {

  private static final String SERVICE = "/api/v1/services/stepped";
  private static final String TARGET = "/api/v1/notificationtargets/steps-told";
  private static final String STRATEGY =
      """
      apiVersion: skerry/v1
      kind: RolloutStrategy
      metadata: {name: it-steps}
      spec:
        domain: cell
        waves: [{name: all, percent: 100}]
        bake: 0s
        deadline: 5m
        maxUnavailable: 100%
        gates: []
        onFailure: rollback
        traffic:
          steps: [5%, 25%, 50%]
          bake: 0s
          gates: [{metric: errorRate, max: 10%, minSamples: 30}]
      """;

  private static final List<Double> SHARES = List.of(0.05, 0.25, 0.50);

  private Upstream upstream = new Upstream();
  private List<String> nodes = List.of();

  TrafficStepsIT() throws java.io.IOException {}

  @BeforeEach
  void declare(Site site) throws Exception {
    nodes = site.nodesIn("aws").stream().sorted().toList();
    accept(site.rest().put("/api/v1/rolloutstrategies/it-steps", STRATEGY));
    accept(site.rest().put(SERVICE, service("v1", upstream.url(200))));
    eventually(
        () -> {
          try (RequestStream few = new RequestStream(gateways(site))) {
            eventually(() -> assertThat(few.count()).isGreaterThan(20));
            assertThat(few.answers()).containsOnlyKeys(200);
          }
        });
  }

  @AfterEach
  void tidyUp(Site site) throws Exception {
    site.rest().delete(SERVICE);
    site.rest().delete(TARGET);
    upstream.close();
  }

  @Test
  void aVersionThatAnswersGetsMoreRequestsStepByStep(Site site) throws Exception {
    try (RequestStream requests = new RequestStream(gateways(site))) {
      String rollout = changeTo(site, "v2", upstream.url(204));
      eventually(() -> assertPhase(site, rollout, "succeeded"));

      JsonNode waves = site.rest().get(rollout).body().at("/status/waves");
      List<String> names = new ArrayList<>();
      List<Instant> times = new ArrayList<>();
      for (JsonNode wave : waves) {
        names.add(wave.path("name").asText());
        times.add(Instant.parse(wave.path("admittedAt").asText()));
      }
      assertThat(names).containsExactly("all", "traffic-25", "traffic-50", "traffic-100");
      assertThat(times).isSorted();
      for (JsonNode wave : List.of(waves.get(0), waves.get(1), waves.get(2))) {
        assertThat(wave.at("/gates/0/verdict").asText()).as("%s", wave).isEqualTo("green");
      }
      assertThat(requests.answers().keySet()).isEqualTo(Set.of(200, 204));
      for (int step = 0; step < SHARES.size(); step++) {
        assertThatAtMost(
            SHARES.get(step), requests.answersTo(times.get(step), times.get(step + 1)));
      }
    }
  }

  @Test
  void aVersionThatFailsIsStoppedAtItsFirstStepAndSomebodyIsTold(Site site) throws Exception {
    accept(site.rest().put(TARGET, target()));
    try (RequestStream requests = new RequestStream(gateways(site))) {
      String rollout = changeTo(site, "v3", upstream.url(500));
      eventually(() -> assertPhase(site, rollout, "rolledBack"));

      JsonNode status = site.rest().get(rollout).body().path("status");
      assertThat(status.at("/waves/0/gates/0/verdict").asText()).isEqualTo("red");
      assertThat(status.at("/waves/1/admittedAt").asText("")).as("%s", status).isEmpty();
      assertThat(requests.answers().getOrDefault(500, 0))
          .as("requests that failed, of %s", requests.answers())
          .isLessThan(requests.count() / 10);
    }
    try (RequestStream after = new RequestStream(gateways(site))) {
      eventually(() -> assertThat(after.count()).isGreaterThan(200));
      assertThat(after.answers()).containsOnlyKeys(200);
    }
    eventually(() -> assertThat(upstream.posted()).isNotEmpty());
    assertThatItIsSigned(upstream.posted().getFirst());
    assertThat(upstream.posted().getFirst().body())
        .contains("rollout.rolledBack", "services/default/stepped", "errorRate is red");
  }

  /// A node may still divide as the step before says, never as the next one: so the share has no
  /// lower limit here. Five standard deviations are left to chance.
  private static void assertThatAtMost(double share, Map<Integer, Integer> answers) {
    int all = answers.values().stream().mapToInt(Integer::intValue).sum();
    double chance = 5 * Math.sqrt(all * share * (1 - share));
    assertThat((double) answers.getOrDefault(204, 0))
        .as("%s at a step of %s", answers, share)
        .isPositive()
        .isLessThan(all * share + chance);
  }

  private static void assertThatItIsSigned(Posted message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Site.SECRET_CONTENT.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed =
        String.join(
            ".",
            message.headers().get("webhook-id"),
            message.headers().get("webhook-timestamp"),
            message.body());
    String expected =
        Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    assertThat(message.headers()).containsEntry("webhook-signature", "v1," + expected);
  }

  private static String changeTo(Site site, String version, String url) throws Exception {
    Answer changed = site.rest().put(SERVICE, service(version, url));
    accept(changed);
    return "/api/v1/tenants/default/rollouts/"
        + changed.header("X-Skerry-Rollout").substring("default/".length());
  }

  private static void assertPhase(Site site, String rollout, String phase) throws Exception {
    Answer answer = site.rest().get(rollout);
    assertThat(answer.text("/status/phase"))
        .as("%s, %s", answer.body().path("status"), answer.body().path("progress"))
        .isEqualTo(phase);
  }

  private List<String> gateways(Site site) throws Exception {
    List<String> urls = new ArrayList<>();
    for (String node : nodes) {
      urls.add(site.gateway(node) + "/default/stepped/");
    }
    return urls;
  }

  private static void accept(Answer answer) {
    assertThat(answer.ok()).as("%s", answer.body()).isTrue();
  }

  private static String service(String version, String url) {
    return """
        apiVersion: skerry/v1
        kind: Service
        metadata: {name: stepped}
        spec:
          placement: {where: 'cloud == "aws"'}
          versions: {%s: {upstreams: ["%s"]}}
          strategy: it-steps
        """
        .formatted(version, url);
  }

  private String target() {
    return """
        apiVersion: skerry/v1
        kind: NotificationTarget
        metadata: {name: steps-told}
        spec: {url: "%s", events: [rolledBack], secretRef: %s}
        """
        .formatted(upstream.url(200), Site.SECRET);
  }
}
