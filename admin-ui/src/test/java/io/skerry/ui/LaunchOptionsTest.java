package io.skerry.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LaunchOptionsTest {

  @Test
  void sizeIsWidthTimesHeight() {
    assertThat(LaunchOptions.Size.parse("1400x900")).contains(new LaunchOptions.Size(1400, 900));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1400", "1400*900", "100x900", "9000x900", "99999x900", "-1400x900"})
  void unusableSizesAreRefused(String size) {
    assertThat(LaunchOptions.Size.parse(size)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--server=nonsense", "--view=globe", "--theme=pink", "--size=1x1", "--colour"})
  void wrongUsageNamesTheOptionAndExitsWithTwo(String argument) {
    var words = new StringWriter();
    var command = new CommandLine(new ConsoleMain()).setErr(new PrintWriter(words));
    assertThat(command.execute(argument)).isEqualTo(2);
    assertThat(words.toString()).contains(argument.replaceFirst("=.*", ""));
  }
}
