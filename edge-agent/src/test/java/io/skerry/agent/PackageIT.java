package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.agent.gateway.GatewayOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is packed around the agent, laid out as in the archive. The archive itself, with a Java of
/// its own, is run when it is made.
class PackageIT {

  private static final Path SOURCES = Path.of("src", "main", "package");
  private static final Path UNIT = SOURCES.resolve("systemd/skerry-agent@.service");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void startScriptRunsAnAgentAndWritesNothingBesideIt(@TempDir Path folder) throws Exception {
    Path home = install(folder.resolve("installed"));
    List<String> before = files(home);
    Path data = folder.resolve("data");
    NodeFolder.prepare(data, 1, Samples.published(1, 1));
    ProcessBuilder start =
        new ProcessBuilder(home.resolve("bin/skerry-agent").toString(), "--gateway=127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    start.environment().put("JAVA_HOME", System.getProperty("java.home"));
    start.environment().put("SKERRY_NO_CACHE", "1");
    start.environment().put("SKERRY_JVM_OPTIONS", "gateway.jvmopts");
    start.environment().put("SKERRY_NODE", Samples.NODE.value());
    start.environment().put("SKERRY_DATA_DIR", data.toString());
    Process agent = start.start();
    try {
      await().atMost(PATIENCE).until(() -> Files.exists(data.resolve("gateway.address")));
      agent.destroy();
      assertThat(agent.waitFor(15, TimeUnit.SECONDS)).isTrue();
      assertThat(agent.exitValue()).isEqualTo(143);
      assertThat(files(home)).isEqualTo(before);
    } finally {
      agent.destroyForcibly();
    }
  }

  @Test
  void unitWaitsLongerThanTheAgentTakesToEnd() throws IOException {
    Matcher seconds =
        Pattern.compile("(?m)^TimeoutStopSec=([0-9]+)$").matcher(Files.readString(UNIT));
    assertThat(seconds.find()).isTrue();
    assertThat(Duration.ofSeconds(Long.parseLong(seconds.group(1))))
        .isGreaterThanOrEqualTo(GatewayOptions.DEFAULT_DRAIN.plusSeconds(12));
  }

  @Test
  void unitNamesWhatThereIs() throws IOException {
    assertThat(Files.readString(UNIT))
        .contains("ExecStart=/opt/skerry-agent/bin/skerry-agent\n", "Restart=on-failure\n");
    assertThat(SOURCES.resolve("bin/skerry-agent")).isExecutable();
  }

  private static Path install(Path home) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.copy(
        SOURCES.resolve("bin/skerry-agent"),
        home.resolve("bin/skerry-agent"),
        StandardCopyOption.COPY_ATTRIBUTES);
    for (String file : List.of("skerry-agent.jar", "agent.jvmopts", "gateway.jvmopts")) {
      Files.copy(Path.of("target", file), home.resolve(file));
    }
    Files.createSymbolicLink(home.resolve("lib"), Path.of("target", "lib").toAbsolutePath());
    return home;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(Path::toString).sorted().toList();
    }
  }
}
