package io.skerry.it.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A checker that was switched off by accident fails nothing and looks like success. So each one is
/// shown code that it must refuse, in a real build with our parent POM.
final class BuildCheckersIT {
  private static CanaryBuild build;

  @BeforeAll
  static void buildTheCanaries() throws IOException, InterruptedException {
    Path reactor = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "canary");
    build = CanaryBuild.run(reactor.toAbsolutePath(), PlantedFaults.all());
  }

  @Test
  void soundCodeIsAccepted() {
    assertThat(build.succeeded("sound")).as(build.log()).isTrue();
  }

  static Stream<Arguments> faults() {
    return PlantedFaults.EXPECTED.entrySet().stream()
        .map(fault -> Arguments.of(fault.getKey(), fault.getValue()));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultIsRefused(String module, String message) {
    assertThat(build.failed(module)).as(build.log()).isTrue();
    assertThat(build.said(module)).contains(message);
  }
}
