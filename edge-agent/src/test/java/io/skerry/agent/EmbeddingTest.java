package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.model.NodeStatus.Condition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lines that `Skerry` and the README show, as a program would have them.
class EmbeddingTest {

  @Test
  void fiveLinesMakeAProgramANodeAlsoWithoutANetwork(@TempDir Path folder) throws Exception {
    CrashLoopProcessTest.prepare(folder);
    List<String> limits = new ArrayList<>();
    CountDownLatch told = new CountDownLatch(1);
    var options =
        SkerryOptions.of("iad-1", folder)
            .withControlPlane("http://127.0.0.1:9")
            .withJoinToken("t1.secret");
    try (Skerry skerry = Skerry.connect(options)) {
      skerry.onChange(config -> told.countDown());
      skerry
          .config()
          .get("us-east-1", "asr", "limit-0")
          .ifPresent(policy -> limits.add(policy.config().canonical()));
      assertThat(told.await(10, TimeUnit.SECONDS)).as("listeners are told what is there").isTrue();
      assertThat(skerry.config().version().map(ConfigView.Version::generation)).contains(2L);
    }
    assertThat(limits).containsExactly("{\"requestsPerSecond\":2}");
  }

  @Test
  void aRunThatDidNotEndInOrderIsToldByTheNext(@TempDir Path folder) throws Exception {
    CrashLoopProcessTest.prepare(folder);
    var options = SkerryOptions.of("iad-1", folder).withSoak(Duration.ofSeconds(1));
    try (Skerry first = Skerry.connect(options)) {
      assertThat(conditions(first)).doesNotContain("Crashed");
      assertThat(folder.resolve("running")).exists();
    }
    try (Skerry afterAnEndInOrder = Skerry.connect(options)) {
      assertThat(conditions(afterAnEndInOrder)).doesNotContain("Crashed");
    }

    Files.createFile(folder.resolve("running"));
    try (Skerry afterACrash = Skerry.open(options, AgentRuntime.system(), () -> {})) {
      assertThat(conditions(afterACrash)).contains("Crashed");
      afterACrash.start();
      await().until(() -> !conditions(afterACrash).contains("Crashed"));
    }
  }

  private static List<String> conditions(Skerry skerry) {
    return skerry.board().report().conditions().stream().map(Condition::type).toList();
  }
}
