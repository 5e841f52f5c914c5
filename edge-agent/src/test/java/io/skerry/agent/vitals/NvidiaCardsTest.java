package io.skerry.agent.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.TelemetryReport.Gpu;
import io.skerry.schema.model.TelemetryReport.Vitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With a script in the place of `nvidia-smi`.
class NvidiaCardsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long NEXT_CALL = 60 * SECOND;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String ANSWERS = "echo '0, 50, 1024, 512, 71, A10'";
  private static final Gpu A10 = new Gpu("0: A10", Optional.of(0.5), 1L << 30, 1L << 29);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path root;

  @SuppressWarnings("NullAway.Init")
  private VitalsProbe probe;

  @BeforeEach
  void aMachineWithTheDriver() throws IOException {
    write("proc/meminfo", "MemTotal:  8000000 kB\nMemAvailable:  6000000 kB\n");
    write("proc/driver/nvidia/version", "NVRM version: NVIDIA UNIX x86_64 Kernel Module\n");
    write("dev/nvidiactl", "");
    probe = new VitalsProbe(root, 4);
  }

  @AfterEach
  void nothingIsLeftRunning() {
    probe.close();
  }

  @Test
  void whatItSaysIsShownByTheNextReport() throws IOException {
    write("sys/class/thermal/thermal_zone0/temp", "41000\n");
    script("echo \"$@\" > " + root.resolve("asked"), "env > " + root.resolve("env"), ANSWERS);

    assertThat(read(0).gpus()).isEmpty();
    awaitCards(10 * SECOND);

    assertThat(read(10 * SECOND).gpus()).containsExactly(A10);
    assertThat(read(10 * SECOND).celsius()).contains(71.0);
    assertThat(root.resolve("asked"))
        .hasContent(
            "--query-gpu=index,utilization.gpu,memory.total,memory.used,temperature.gpu,name"
                + " --format=csv,noheader,nounits\n");
    assertThat(Files.readAllLines(root.resolve("env"))).noneMatch(it -> it.startsWith("HOME="));
  }

  @Test
  void oneThatHangsIsKilledAndAskedAgainLater() throws IOException {
    script("exec sleep 600");
    assertThat(read(0).gpus()).isEmpty();
    long hanging = process();
    assertThat(read(19 * SECOND).gpus()).isEmpty();
    assertThat(isAlive(hanging)).isTrue();

    assertThat(read(20 * SECOND).gpus()).isEmpty();

    await().until(() -> !isAlive(hanging));
    script(ANSWERS);
    awaitCards(NEXT_CALL);
  }

  @Test
  void whatItSaidIsShownWhileItIsFresh() throws IOException {
    script(ANSWERS);
    awaitCards(0);
    script("exit 1");

    assertThat(read(149 * SECOND).gpus()).containsExactly(A10);
    assertThat(read(150 * SECOND).gpus()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ANSWERS + "; exit 9",
        "echo 'NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver.'",
        "echo '0, [N/A], [N/A], [N/A], [N/A], A10'",
        "head -c 65536 /dev/urandom",
        "kill -9 $$"
      })
  void whatIsOfNoUseIsAbsentAndNotForever(String body) throws IOException {
    script(body);
    assertThat(read(0).gpus()).isEmpty();
    long process = process();
    await().until(() -> !isAlive(process));

    assertThat(read(10 * SECOND).gpus()).isEmpty();
    assertThat(read(10 * SECOND).celsius()).isEmpty();

    script(ANSWERS);
    awaitCards(NEXT_CALL);
  }

  @Test
  void oneThatSaysTooMuchIsKilled() throws IOException {
    script("exec yes");
    assertThat(read(0).gpus()).isEmpty();
    long process = process();

    assertThat(read(20 * SECOND).gpus()).isEmpty();

    await().until(() -> !isAlive(process));
  }

  @Test
  void withoutAProgramNothingIsKnown() throws IOException {
    assertThat(read(0).gpus()).isEmpty();
    write("usr/bin/nvidia-smi", "not executable");
    assertThat(read(NEXT_CALL).gpus()).isEmpty();
    write("usr/bin/nvidia-smi", "no program either");
    assertThat(root.resolve("usr/bin/nvidia-smi").toFile().setExecutable(true)).isTrue();
    assertThat(read(2 * NEXT_CALL).gpus()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"proc/driver/nvidia/version", "dev/nvidiactl"})
  void withoutTheDriverNobodyIsAsked(String missing) throws IOException {
    script(ANSWERS);
    Files.delete(root.resolve(missing));
    assertThat(read(0).gpus()).isEmpty();
    write(missing, "");

    awaitCards(SECOND);

    assertThat(root.resolve("calls")).content().hasLineCount(1);
  }

  @Test
  void atMostSixteenCardsAreShown() throws IOException {
    script("for i in $(seq 0 19); do echo \"$i, 50, 1024, 512, 71, A10\"; done");
    awaitCards(0);

    assertThat(read(SECOND).gpus()).hasSize(16);
  }

  @Test
  void closingEndsACallAndMakesNoMore() throws IOException {
    script("exec sleep 600");
    assertThat(read(0).gpus()).isEmpty();
    long hanging = process();

    probe.close();

    await().until(() -> !isAlive(hanging));
    assertThat(read(NEXT_CALL).gpus()).isEmpty();
    assertThat(root.resolve("calls")).content().hasLineCount(1);
  }

  @Test
  void theLastReportStillHasTheCards() throws IOException {
    script(ANSWERS);
    awaitCards(0);

    probe.close();

    assertThat(read(NEXT_CALL).gpus()).containsExactly(A10);
    assertThat(root.resolve("calls")).content().hasLineCount(1);
  }

  private Vitals read(long nanos) {
    return probe.read(nanos).orElseThrow();
  }

  private void awaitCards(long nanos) {
    await().until(() -> read(nanos).gpus(), gpus -> gpus.contains(A10));
  }

  /// The last that was begun.
  private long process() {
    List<String> calls =
        await()
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(() -> Files.readAllLines(root.resolve("calls")), lines -> !lines.isEmpty());
    return Long.parseLong(calls.getLast());
  }

  private static ConditionFactory await() {
    return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE);
  }

  private static boolean isAlive(long process) {
    return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent();
  }

  /// What it does, after it has noted that it was called.
  private void script(String... lines) throws IOException {
    String noted = "echo $$ >> " + root.resolve("calls") + "\n";
    write("usr/bin/nvidia-smi", "#!/bin/sh\n" + noted + String.join("\n", lines) + "\n");
    assertThat(root.resolve("usr/bin/nvidia-smi").toFile().setExecutable(true)).isTrue();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
