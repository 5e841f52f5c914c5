package io.skerry.it.scenario;

import static io.skerry.it.cluster.Site.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skerry.it.cluster.SharedCluster;
import io.skerry.it.cluster.Site;
import io.skerry.it.cluster.Tool;
import io.skerry.it.cluster.Tool.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The command as scripts use it: a process with arguments, output and an exit code.
@ExtendWith(SharedCluster.class)
final class CommandIT {

  private static final String DOCUMENT =
      """
      apiVersion: skerry/v1
      kind: Policy
      metadata: {name: by-command}
      spec: {service: asr, type: config, config: {step: %d}}
      """;

  @TempDir private Path folder = Path.of("");
  private Tool skerry = new Tool(Path.of(""), "");

  @BeforeEach
  void setUp(Site site) {
    skerry = new Tool(folder, site.cluster().config().rest());
  }

  @AfterEach
  void tidyUp(Site site) throws Exception {
    site.rest().delete("/api/v1/policies/by-command");
  }

  private String file(int step) throws Exception {
    return file(DOCUMENT.formatted(step));
  }

  private String file(String text) throws Exception {
    return Files.writeString(folder.resolve("policy.yaml"), text).toString();
  }

  @Test
  void appliesShowsComparesAndDeletes(Site site) throws Exception {
    Ended applied = skerry.run("apply", "-f", file(1));
    assertThat(applied.code()).as(applied.output()).isZero();
    assertThat(applied.output()).contains("policy/default/by-command created", "6");

    assertThat(skerry.run("diff", "--exit-code", "-f", file(1)).code()).isZero();
    Ended different = skerry.run("diff", "--exit-code", "-f", file(2));
    assertThat(different.code()).isEqualTo(1);
    assertThat(different.output()).contains("step: 1").contains("step: 2");

    Ended yaml = skerry.run("get", "policy", "by-command", "-o", "json");
    assertThat(yaml.code()).isZero();
    assertThat(new JsonMapper().readTree(yaml.output()).at("/spec/config/step").asInt())
        .isEqualTo(1);

    eventually(
        () ->
            assertThat(skerry.run("describe", "policy", "by-command").output())
                .contains("by-command")
                .containsIgnoringCase("created"));

    assertThat(skerry.run("delete", "policy", "by-command").code()).isZero();
    assertThat(skerry.run("get", "policy", "by-command").code()).isEqualTo(1);
    assertThat(site.rest().get("/api/v1/policies/by-command").status()).isEqualTo(404);
  }

  @Test
  void theTableShowsEveryNodeReady(Site site) throws Exception {
    Ended nodes = skerry.run("get", "nodes");

    assertThat(nodes.code()).isZero();
    for (String node : site.nodes()) {
      assertThat(nodes.output().lines())
          .as(nodes.output())
          .anyMatch(line -> line.startsWith(node) && line.contains("ready"));
    }
  }

  @Test
  void watchingShowsNodesMoveWhileAChangeReachesThem(Site site) throws Exception {
    try (Tool.Running watch = skerry.start("get", "nodes", "-w")) {
      eventually(() -> assertThat(watch.output()).contains(site.nodes()));
      skerry.run("apply", "-f", file(3));

      String digest = site.desired("iad-1").substring(0, 8);
      eventually(() -> assertThat(watch.output()).contains(digest));
      assertThat(watch.isAlive()).isTrue();
    }
  }

  @Test
  void failuresHaveCodesThatScriptsCanTellApart() throws Exception {
    Ended refused = skerry.run("apply", "-f", file("kind: Policy\nmetadata: {name: X}\n"));
    assertThat(refused.code()).as(refused.output()).isEqualTo(3);
    assertThat(refused.output()).contains("metadata.name");

    assertThat(skerry.run("get", "nonsense").code()).isEqualTo(2);
    assertThat(new Tool(folder, "http://127.0.0.1:1").run("get", "nodes").code()).isEqualTo(5);
  }

  @Test
  void aCellThatNodesLiveInIsNotDeleted(Site site) throws Exception {
    Ended refused = skerry.run("delete", "cell", "aws-us-east-1");

    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.output()).contains("iad-1");
    assertThat(site.rest().get("/api/v1/cells/aws-us-east-1").status()).isEqualTo(200);
  }
}
