package io.skerry.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bash side, in an environment of its own.
final class ScriptTest {
  private static final Path SCRIPTS = Path.of("src/main/bash").toAbsolutePath();

  @TempDir private Path folder = Path.of("");

  private record Run(int exitCode, String output) {}

  private Run bash(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/bash", "-euc", script).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  private Map<String, String> environment(String path) {
    return Map.of(
        "PATH", path,
        "HOME", folder.toString(),
        "SKERRY_HOME", folder.toString(),
        "SKERRY_STATE", folder.resolve("state").toString());
  }

  private static String sourced(String file, String commands) {
    return "say() { printf '%s\\n' \"$*\" >&2; }; die() { say \"skerry: $*\"; exit 1; }; source "
        + SCRIPTS.resolve(file)
        + "; "
        + commands;
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    for (String program : List.of("java", "javac")) {
      Path file = home.resolve("bin").resolve(program);
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, "");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  @Test
  void aJdkThatIsTooOldIsPassedOver() throws IOException, InterruptedException {
    Path old = jdk("old", "17.0.2");
    Path recent = jdk("recent", "25.0.3");

    Run run =
        bash(
            sourced(
                "jdk.sh",
                "jdk_candidates() { echo %s; echo /nowhere; echo %s; }; find_jdk; echo $JAVA_HOME"
                    .formatted(old, recent)),
            environment("/usr/bin:/bin"));

    assertThat(run).isEqualTo(new Run(0, recent + "\n"));
  }

  @Test
  void withoutAJdkItIsSaidWhatToInstall() throws IOException, InterruptedException {
    Path old = jdk("old", "17.0.2");

    Run run =
        bash(
            sourced("jdk.sh", "jdk_candidates() { echo %s; }; find_jdk; echo never".formatted(old)),
            environment("/usr/bin:/bin"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("found only JDK 17 in " + old, "apt-get install", "JAVA_HOME")
        .doesNotContain("never");
  }

  @Test
  void anEtcdThatDoesNotWorkIsRefusedByName() throws IOException, InterruptedException {
    Run run =
        bash(
            "export SKERRY_ETCD=/no/etcd; " + sourced("etcd.sh", "find_etcd"),
            environment("/usr/bin:/bin"));

    assertThat(run)
        .isEqualTo(new Run(1, "skerry: SKERRY_ETCD=/no/etcd is not a working etcd server\n"));
  }

  @Test
  void withoutAPackageManagerItIsSaidHowToGetEtcd() throws IOException, InterruptedException {
    Run run = bash(sourced("etcd.sh", "find_etcd"), environment("/nowhere"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("Install etcd 3.5", "SKERRY_ETCD");
  }

  @Test
  void withoutAPackageManagerItIsSaidWhatTheConsoleNeeds()
      throws IOException, InterruptedException {
    String libraries = "has_libraries() { return 1; }; uname() { echo Linux; }; mkdir() { :; }; ";

    Run run =
        bash(
            sourced("javafx.sh", libraries + "ensure_window_libraries; echo never"),
            environment("/nowhere"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("libraries that are missing").doesNotContain("never");
  }

  @Test
  void aDeletedSourceMakesABuildStale() throws IOException, InterruptedException {
    for (String file : List.of("pom.xml", "cli/pom.xml", "cli/src/A.java", "cli/src/B.java")) {
      Files.createDirectories(folder.resolve(file).resolveSibling(""));
      Files.writeString(folder.resolve(file), "");
    }
    Files.createDirectories(folder.resolve("state/cache"));
    Files.createDirectories(folder.resolve("cli/target"));
    String script =
        "mkdir -p cli/target; touch cli/target/skerry-cli.jar; find . -exec touch -d '2020-01-01' {} +; "
            + "touch -d '2021-01-01' state/cache/built-cli; "
            + "is_fresh cli && echo fresh; rm cli/src/A.java; is_fresh cli || echo stale";

    Run run =
        bash(sourced("build.sh", "cd " + folder + "; " + script), environment("/usr/bin:/bin"));

    assertThat(run).isEqualTo(new Run(0, "fresh\nstale\n"));
  }

  @Test
  void everyScriptParses() throws IOException, InterruptedException {
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      for (Path script : Stream.concat(scripts, Stream.of(Path.of("../skerry"))).toList()) {
        assertThat(bash("bash -n " + script.toAbsolutePath(), environment("/usr/bin:/bin")))
            .isEqualTo(new Run(0, ""));
      }
    }
  }
}
