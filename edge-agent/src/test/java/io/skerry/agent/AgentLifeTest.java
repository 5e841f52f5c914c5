package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.skerry.agent.spool.FileDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLifeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void agentThatIsAskedToEndWhileItStartsEndsInOrder(@TempDir Path folder) throws Exception {
    NodeFolder.prepare(folder, 1, Samples.published(1, 1));
    AgentLife life =
        new AgentLife(
            AgentFlags.parse(
                List.of(
                    "--node=" + Samples.NODE.value(),
                    "--data-dir=" + folder,
                    "--listen=127.0.0.1:0"),
                Map.of()));
    Thread asking = Thread.ofPlatform().start(life::end);
    await().atMost(PATIENCE).until(() -> asking.getState() == Thread.State.TIMED_WAITING);

    life.begin();

    assertThat(asking.join(PATIENCE)).as("it ends").isTrue();
    assertThatCode(() -> FileDisk.open(folder).close())
        .as("its folder is free")
        .doesNotThrowAnyException();
  }
}
