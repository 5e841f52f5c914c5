package io.skerry.it.scenario;

import static io.skerry.it.cluster.Site.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.bench.soak.cluster.Answer;
import io.skerry.it.cluster.SharedCluster;
import io.skerry.it.cluster.Site;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// From a declared resource to what every node answers.
@ExtendWith(SharedCluster.class)
final class WalkingSystemIT {

  private static final String POLICY = "/api/v1/policies/walk";
  private static final String DOCUMENT =
      """
      apiVersion: skerry/v1
      kind: Policy
      metadata: {name: walk}
      spec:
        service: asr
        type: config
        placement: {where: 'cloud == "aws"'}
        config: {step: %d, tier: plain}
        overrides:
          - {where: 'labels.tier == "gpu"', patch: {tier: fast}}
      """;

  private static final String MODULE =
      """
      apiVersion: skerry/v1
      kind: Service
      metadata: {name: walk-module}
      spec:
        placement: {where: 'cloud == "aws"'}
        versions: {v1: {module: asr@2.4.1}}
      """;

  @AfterEach
  void tidyUp(Site site) throws Exception {
    site.rest().delete(POLICY);
  }

  @Test
  void aPolicyReachesTheNodesThatItIsForAndNoOther(Site site) throws Exception {
    Map<String, String> before = site.digests();
    Set<String> concerned = site.nodesIn("aws");

    Answer created = site.rest().put(POLICY, DOCUMENT.formatted(1));

    assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
    assertThat(concerned).hasSize(2);
    for (String node : site.nodes()) {
      if (concerned.contains(node)) {
        eventually(() -> assertThatItServes(site, node, 1));
      } else {
        assertThat(site.node(node).digest()).as(node).isEqualTo(before.get(node));
        assertThat(site.desired(node)).as(node).isEqualTo(before.get(node));
      }
    }
  }

  private static void assertThatItServes(Site site, String node, int step) throws Exception {
    Answer config = site.node(node).get("/v1/config/us-east-1/asr");
    assertThat(config.status()).isEqualTo(200);
    assertThat(config.body().at("/policies/walk/config/step").asInt()).isEqualTo(step);
    assertThat(config.header("X-Skerry-Snapshot"))
        .as("digest served by %s", node)
        .isEqualTo(site.desired(node));
    JsonNode desired = site.shown(node).at("/status/desired");
    assertThat(config.header("X-Skerry-Generation")).isEqualTo(desired.path("generation").asText());
  }

  @Test
  void anOverrideChangesTheConfigOfTheNodesItMatches(Site site) throws Exception {
    site.rest().put(POLICY, DOCUMENT.formatted(2));

    eventually(
        () -> {
          assertThat(tierOn(site, "iad-1")).isEqualTo("fast");
          assertThat(tierOn(site, "iad-2")).isEqualTo("plain");
        });
  }

  @Test
  void aPlanNamesTheNodesWhoseGatewaysCannotRunAModule(Site site) throws Exception {
    eventually(
        () -> {
          Answer plan = site.rest().post("/api/v1/plan", MODULE);

          assertThat(plan.status()).as("%s", plan.body()).isEqualTo(200);
          assertThat(plan.body().at("/rollouts/0/refusals").findValuesAsText("node"))
              .containsExactlyInAnyOrderElementsOf(site.nodesIn("aws"));
          assertThat(plan.body().at("/rollouts/0/refusals").findValuesAsText("basis"))
              .containsOnly("abilities");
          assertThat(plan.text("/rollouts/0/refusals/0/reason"))
              .contains("versions.v1 needs module");
        });
  }

  private static String tierOn(Site site, String node) throws Exception {
    return site.node(node).get("/v1/config/us-east-1/asr").text("/policies/walk/config/tier");
  }

  @Test
  void servicesAndTrafficSplitsAreServedToo(Site site) throws Exception {
    for (String node : site.nodes()) {
      Map<String, JsonNode> services = site.node(node).documents("service/");
      Map<String, JsonNode> splits = site.node(node).documents("split/");

      assertThat(services)
          .as(node)
          .hasEntrySatisfying(
              "service/asr", service -> assertThat(service.path("versions").size()).isEqualTo(2));
      assertThat(splits)
          .as(node)
          .hasEntrySatisfying(
              "split/asr/asr", split -> assertThat(split.at("/weights/v1").asInt()).isEqualTo(95));
    }
  }

  @Test
  void aDeletedPolicyDisappearsAndNodesReturnToTheSnapshotTheyHad(Site site) throws Exception {
    Map<String, String> before = site.digests();
    site.rest().put(POLICY, DOCUMENT.formatted(3));
    eventually(() -> assertThatItServes(site, "iad-1", 3));

    Answer deleted = site.rest().delete(POLICY);

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(site.rest().get(POLICY).status()).isEqualTo(404);
    eventually(() -> assertThat(site.digests()).isEqualTo(before));
  }

  @Test
  void aBundleIsOneRevision(Site site) throws Exception {
    String bundle =
        DOCUMENT.formatted(4)
            + "---\n"
            + DOCUMENT.formatted(4).replace("walk", "walk-b")
            + "---\n"
            + DOCUMENT.formatted(4).replace("walk", "walk-c");

    Answer applied = site.rest().post("/api/v1/apply", bundle);

    assertThat(applied.status()).as("%s", applied.body()).isEqualTo(200);
    String revision = applied.text("/revision");
    assertThat(applied.body().path("results"))
        .hasSize(3)
        .allSatisfy(
            result -> {
              assertThat(result.path("action").asText()).isEqualTo("created");
              assertThat(result.path("resourceVersion").asText()).isEqualTo(revision);
            });
    assertThat(applied.body().at("/plan/affectedNodes").asInt()).isEqualTo(2);
    for (String name : Set.of("walk-b", "walk-c")) {
      Answer stored = site.rest().get("/api/v1/policies/" + name);
      assertThat(stored.text("/metadata/resourceVersion")).isEqualTo(revision);
      site.rest().delete("/api/v1/policies/" + name);
    }
  }

  @Test
  void aRefusedDocumentKeepsTheWholeBundleOut(Site site) throws Exception {
    String bundle =
        DOCUMENT.formatted(5) + "---\n" + DOCUMENT.formatted(5).replace("cloud ==", "clowd ==");

    Answer refused = site.rest().post("/api/v1/apply", bundle.replaceFirst("walk", "walk-d"));

    assertThat(refused.status()).as("%s", refused.body()).isEqualTo(422);
    assertThat(refused.text("/errors/0/field")).isEqualTo("documents[1].spec.placement.where");
    assertThat(site.rest().get("/api/v1/policies/walk-d").status()).isEqualTo(404);
  }

  @Test
  void aStaleIfMatchChangesNothing(Site site) throws Exception {
    Answer first = site.rest().put(POLICY, DOCUMENT.formatted(6));
    site.rest().put(POLICY, DOCUMENT.formatted(7));
    eventually(() -> assertThatItServes(site, "iad-1", 7));
    Map<String, String> before = site.digests();

    Answer stale =
        site.rest()
            .send("PUT", POLICY, DOCUMENT.formatted(8), Map.of("If-Match", first.header("ETag")));

    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.code()).isEqualTo("stale-version");
    assertThat(site.rest().get(POLICY).text("/spec/config/step")).isEqualTo("7");
    assertThat(site.digests()).isEqualTo(before);
  }
}
