package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.Samples.Published;
import io.skerry.agent.enrol.IdentityFile;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.sync.NodeStart;
import io.skerry.agent.sync.Outcome;
import io.skerry.agent.sync.StoreContent;
import io.skerry.agent.sync.Timing;
import io.skerry.agent.trial.Kept;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.InMemoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real process that is started again and again by its supervisor.
class CrashLoopProcessTest {

  private static final Timing TIMING = new Timing(() -> Instant.EPOCH, () -> 0L);
  private static final Published GOOD = Samples.published(2, 1);
  private static final Published DEADLY = Samples.published(2, 2);

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"on-load", "later", "on-first-request"})
  void fourthStartServesTheLastKnownGoodSnapshotWheneverTheCrashComes(
      String when, @TempDir Path folder) throws Exception {
    prepare(folder);
    for (int start = 1; start <= 3; start++) {
      Started crashing = Started.of(folder, when);
      assertThat(crashing.answer()).as("start %d dies", start).isEmpty();
      assertThat(crashing.exitCode()).isEqualTo(CrashingAgentMain.CRASHED);
    }
    Started reverted = Started.of(folder, when);
    assertThat(reverted.answer())
        .contains(GOOD.digest().hex() + " crash-loop [CrashLoop, Crashed]");
    assertThat(reverted.exitCode()).isZero();
  }

  /// A node that proved one snapshot and was then told to run another.
  static void prepare(Path folder) {
    try (FileDisk disk = FileDisk.open(folder);
        SnapshotJournal journal = SnapshotJournal.open(disk);
        InMemoryStore empty = new InMemoryStore()) {
      new IdentityFile(disk).write(identity());
      StatusBoard board = new StatusBoard("boot-0", "0.1.0", TIMING.clock());
      NodeStart node = NodeStart.begin(Samples.NODE, journal, board, TIMING);
      Keys keys = new Keys(new ResourceName("local"));
      StoreContent nowhere = new StoreContent(empty, keys, Runnable::run);
      assertThat(node.applier().accept(ref(1, GOOD), 0, nowhere))
          .isInstanceOf(Outcome.Activated.class);
      assertThat(node.probation().served(new Kept(GOOD.digest(), 1))).isTrue();
      assertThat(node.applier().accept(ref(2, DEADLY), 0, nowhere))
          .isInstanceOf(Outcome.Activated.class);
    }
  }

  private static Bytes ref(long generation, Published snapshot) {
    return Samples.ref(Samples.NODE, generation, snapshot.digest(), snapshot.content());
  }

  private static Bytes identity() {
    return Bytes.utf8(
        """
        {"node":"iad-1","credential":"c","keyPrefix":"/skerry/v1/cells/local/",
        "etcdEndpoints":["http://127.0.0.1:9"],"controlPlane":["http://127.0.0.1:9"],
        "heartbeatSeconds":10}\
        """);
  }

  /// One start of the program.
  private record Started(Process process, BufferedReader output) {

    static Started of(Path folder, String when) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  CrashingAgentMain.class.getName(),
                  folder.toString(),
                  DEADLY.digest().hex(),
                  when)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Started(
          process,
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    /// What the program answers to a request; empty when it dies instead.
    Optional<String> answer() throws IOException {
      String port = output.readLine();
      if (port == null) {
        return Optional.empty();
      }
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
        socket.setSoTimeout(20_000);
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return Optional.of(answer).filter(text -> !text.isEmpty());
      } catch (IOException died) {
        return Optional.empty();
      }
    }

    int exitCode() throws InterruptedException {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
      return process.exitValue();
    }
  }
}
