package io.skerry.it.scenario;

import static io.skerry.it.cluster.Site.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.agent.Skerry;
import io.skerry.agent.SkerryOptions;
import io.skerry.it.cluster.SharedCluster;
import io.skerry.it.cluster.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A node whose disk was copied, identity and all, so that two processes are it.
@ExtendWith(SharedCluster.class)
final class ClonedDiskIT {

  private static final String NODE = "iad-2";
  private static final String POLICY = "/api/v1/policies/cloned-disk";
  private static final String DOCUMENT =
      """
      apiVersion: skerry/v1
      kind: Policy
      metadata: {name: cloned-disk}
      spec: {service: asr, type: config, placement: {where: 'name == "iad-2"'}, config: {marker: 1}}
      """;

  @Test
  void twoProcessesOfOneNodeAreFoundOutAndLeftAloneUntilOneIsGone(Site site, @TempDir Path folder)
      throws Exception {
    Map<String, String> before = site.digests();
    String wanted = site.desired(NODE);
    copyFiles(site.cluster().config().layout().agentData(NODE), folder);

    try (Skerry copy = Skerry.connect(options(site, folder))) {
      assertThat(copy.config().version().orElseThrow().snapshot().hex())
          .isEqualTo(before.get(NODE));
      eventually(() -> assertThatTwoReport(site));

      assertThat(site.rest().put(POLICY, DOCUMENT).status()).isEqualTo(201);
      eventually(
          () -> assertThat(rollouts(site).findValuesAsText("phase")).contains("progressing"));
      assertThat(site.desired(NODE)).as("nothing moves a node that is two").isEqualTo(wanted);
      assertThat(site.digests()).isEqualTo(before);
    }

    eventually(() -> assertThat(site.desired(NODE)).isNotEqualTo(wanted));
    eventually(() -> assertThat(site.node(NODE).digest()).isEqualTo(site.desired(NODE)));
    assertThat(site.shown(NODE).at("/status/shared").isMissingNode()).isTrue();
    eventually(
        () ->
            assertThat(history(site))
                .containsSubsequence("identity-shared-ended", "identity-shared"));
    site.rest().delete(POLICY);
  }

  private static void assertThatTwoReport(Site site) throws Exception {
    JsonNode status = site.shown(NODE).path("status");
    assertThat(status.path("state").asText()).isEqualTo("degraded");
    assertThat(status.path("reason").asText()).startsWith("Two processes report as this node");
    assertThat(status.at("/shared/since").isTextual()).isTrue();
  }

  private static SkerryOptions options(Site site, Path folder) {
    return SkerryOptions.of(NODE, folder)
        .withControlPlane(site.cluster().config().rest())
        .withHeartbeat(Duration.ofSeconds(2));
  }

  private static JsonNode rollouts(Site site) throws Exception {
    return site.rest().get("/api/v1/rollouts?limit=1000").body();
  }

  private static List<String> history(Site site) throws Exception {
    return site.rest()
        .get("/api/v1/history?resource=nodes/" + NODE + "&limit=20")
        .body()
        .findValuesAsText("via");
  }

  /// The node goes on writing meanwhile, as when a disk is copied under a running machine.
  private static void copyFiles(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path there = to.resolve(from.relativize(each));
        if (Files.isDirectory(each)) {
          Files.createDirectories(there);
        } else if (Files.isRegularFile(each)) {
          Files.copy(each, there);
        }
      }
    }
  }
}
