package io.skerry.it.scenario;

import static io.skerry.it.cluster.Site.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.bench.soak.cluster.Cluster;
import io.skerry.it.cluster.SharedCluster;
import io.skerry.it.cluster.Site;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Nodes need nobody to go on serving, and nothing but their disk to start.
@ExtendWith(SharedCluster.class)
final class AutonomyIT {

  private static final String POLICY = "/api/v1/policies/autonomy";
  private static final String DOCUMENT =
      """
      apiVersion: skerry/v1
      kind: Policy
      metadata: {name: autonomy}
      spec: {service: asr, type: config, config: {marker: %s}}
      """;

  @Test
  void killedNodesServeTheSameAgainWithoutControlPlaneAndStore(Site site) throws Exception {
    Cluster cluster = site.cluster();
    Map<String, String> before = site.digests();
    for (String replica : cluster.replicas()) {
      cluster.kill(replica);
    }
    cluster.kill(Cluster.ETCD);

    for (String node : site.nodes()) {
      cluster.kill(Cluster.agent(node));
      cluster.restart(Cluster.agent(node));
      assertThat(site.node(node).digest()).as("offline %s", node).isEqualTo(before.get(node));
    }
    assertThat(site.node("iad-1").get("/v1/config/us-east-1/asr").status()).isEqualTo(200);

    cluster.restart(Cluster.ETCD);
    for (String replica : cluster.replicas()) {
      cluster.restart(replica);
    }
    site.awaitWhole();
    assertThat(site.digests()).isEqualTo(before);
    assertThat(site.rest().put(POLICY, DOCUMENT.formatted("later")).status()).isEqualTo(201);
    assertThatEveryNodeServes(site, "later");
    site.rest().delete(POLICY);
  }

  @Test
  void aNodeCatchesUpWithWhatItMissedWhileItWasDead(Site site) throws Exception {
    Cluster cluster = site.cluster();
    cluster.kill(Cluster.agent("iad-1"));
    site.rest().put(POLICY, DOCUMENT.formatted("one"));
    site.rest().put(POLICY, DOCUMENT.formatted("two"));

    cluster.restart(Cluster.agent("iad-1"));

    assertThatEveryNodeServes(site, "two");
    site.rest().delete(POLICY);
  }

  private static void assertThatEveryNodeServes(Site site, String marker) {
    for (String node : site.nodes()) {
      eventually(
          () ->
              assertThat(site.node(node).documents("policy/"))
                  .as(node)
                  .anySatisfy(
                      (name, document) -> {
                        assertThat(name).endsWith("/asr/autonomy");
                        assertThat(document.at("/config/marker").asText()).isEqualTo(marker);
                      }));
    }
  }
}
