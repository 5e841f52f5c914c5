package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.view.ConfigView;
import java.nio.file.Path;
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
}
