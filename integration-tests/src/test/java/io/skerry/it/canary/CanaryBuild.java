package io.skerry.it.canary;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One Maven run over a reactor of canaries, and what it said about each of them.
///
/// The reactor lies inside the checkout, so that the wrapper finds the same JVM settings as the
/// real build; it runs offline, so that it cannot pass or fail because of a network.
final class CanaryBuild {
  private static final long TIMEOUT_SECONDS = 150;

  private final String log;

  private CanaryBuild(String log) {
    this.log = log;
  }

  /// Writes all canaries below a fresh folder, builds them to the end and keeps the log.
  static CanaryBuild run(Path reactor, List<Canary> canaries)
      throws IOException, InterruptedException {
    Path parentPom = Checkout.root().resolve("pom.xml");
    for (Canary canary : canaries) {
      canary.writeTo(reactor, parentPom);
    }
    Files.writeString(reactor.resolve("pom.xml"), AGGREGATOR.formatted(moduleList(canaries)));
    Path log = reactor.resolve("build.log");
    ProcessBuilder command =
        new ProcessBuilder(
                Checkout.root().resolve("mvnw").toString(),
                "--offline",
                "--batch-mode",
                "--fail-at-end",
                "-Dstyle.color=never",
                "-Dmaven.repo.local=" + System.getProperty("skerry.maven.repo"),
                "verify")
            .directory(reactor.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process maven = command.start();
    if (!maven.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      maven.descendants().forEach(ProcessHandle::destroyForcibly);
      maven.destroyForcibly();
    }
    return new CanaryBuild(Files.readString(log));
  }

  /// Everything Maven printed.
  String log() {
    return log;
  }

  /// Whether Maven listed the module as built.
  boolean succeeded(String module) {
    return isListed(module, "SUCCESS");
  }

  /// Whether Maven listed the module as failed.
  boolean failed(String module) {
    return isListed(module, "FAILURE");
  }

  /// What was printed while the module was built, and the verdict on it at the end.
  String said(String module) {
    Stream<String> building =
        log.lines()
            .dropWhile(line -> !line.startsWith("[INFO] Building " + module + " "))
            .skip(1)
            .takeWhile(line -> !line.matches("\\[INFO] -+< .* >-+|.*Reactor Summary.*"));
    Stream<String> verdict =
        log.lines()
            .dropWhile(line -> !line.contains(" on project " + module + ":"))
            .takeWhile(line -> !line.contains("[Help "));
    return Stream.concat(building, verdict).collect(joining("\n"));
  }

  private boolean isListed(String module, String result) {
    return log.lines()
        .anyMatch(line -> line.matches("\\[INFO] " + module + " .* " + result + ".*"));
  }

  private static String moduleList(List<Canary> canaries) {
    return canaries.stream()
        .map(canary -> "<module>" + canary.name() + "</module>")
        .collect(joining());
  }

  private static final String AGGREGATOR =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>io.skerry.canary</groupId>
        <artifactId>canaries</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <modules>%s</modules>
      </project>
      """;
}
