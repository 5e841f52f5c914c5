package io.skerry.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LiveAreaTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
  private final LiveArea area = new LiveArea(new Terminal(out, out, false, 5));

  private String written() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shorterContentLeavesNothingOfTheLonger() {
    area.draw(List.of("a", "b", "c"));
    area.draw(List.of("d"));

    assertThat(written()).endsWith("\u001b[3A\rd\u001b[K\n\u001b[J");
  }

  @Test
  void whatIsHigherThanTheTerminalIsCut() {
    area.draw(IntStream.rangeClosed(1, 9).mapToObj(String::valueOf).toList());

    assertThat(written()).contains("3\u001b[K\n… 6 more lines\u001b[K\n").doesNotContain("4");
  }

  @Test
  void nothingIsDrawnAfterTheEnd() {
    area.draw(List.of("a"));
    area.close();
    area.draw(List.of("b"));
    area.close();

    assertThat(written()).endsWith("\u001b[J\u001b[?7h\u001b[?25h").doesNotContain("b");
  }
}
