package io.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CompletionCommandTest {
  @Test
  void theScriptIsOneThatBashUnderstands() throws IOException, InterruptedException {
    String script =
        new CommandRun(Map.of(), "", Path.of("/nonexistent")).run("completion", "bash").out();
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    try (var input = bash.getOutputStream()) {
      input.write(script.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).isZero();
    assertThat(script).contains("complete -F _complete_skerry", "describe", "--output");
  }
}
