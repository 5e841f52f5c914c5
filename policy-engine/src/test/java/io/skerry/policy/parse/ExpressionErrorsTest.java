package io.skerry.policy.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.fixture.TestFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExpressionErrorsTest {

  private static final String BASELINE = "expressions/errors.baseline";

  @Test
  void everyRefusalSaysWhereWhatAndWhatWouldBeRight() {
    String baseline = TestFiles.read(BASELINE);
    List<String> actual = new ArrayList<>();
    for (String block : baseline.strip().split("\n\n", -1)) {
      String source =
          block
              .lines()
              .filter(line -> line.startsWith("> "))
              .map(line -> line.substring(2))
              .collect(Collectors.joining("\n"));
      actual.add(
          block.lines().filter(line -> line.startsWith("> ")).collect(Collectors.joining("\n"))
              + "\n"
              + problems(source));
    }
    assertThat(String.join("\n\n", actual)).isEqualTo(baseline.strip());
  }

  private static String problems(String source) {
    return switch (ExpressionLanguage.overNodes().check(source)) {
      case CheckedExpression.Valid valid -> "valid, cost " + valid.cost();
      case CheckedExpression.Invalid(List<Problem> problems) ->
          problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    };
  }
}
