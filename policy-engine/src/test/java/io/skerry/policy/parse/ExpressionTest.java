package io.skerry.policy.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.eval.NodeView;
import io.skerry.policy.eval.Observation;
import io.skerry.policy.eval.PlacementProgram;
import io.skerry.policy.fixture.Fleets;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Node;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

  private static final Cell CELL = Fleets.cell("aws-us-east-1", Cloud.AWS, "us-east-1");

  private static final NodeView RICH =
      NodeView.of(
          Fleets.node(
              "iad-1", "aws-us-east-1", Map.of("tier", "gpu", "isp", "level3"), Fleets.gpu("24Gi")),
          CELL,
          new Observation(Optional.of(97L), Optional.of("0.1.0")));

  private static final NodeView BARE =
      NodeView.of(
          Fleets.node("iad-2", "aws-us-east-1", Map.of(), Node.Capacity.UNKNOWN),
          CELL,
          Observation.NONE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "region == \"us-east-1\" && gpu.memory > quantity(\"8Gi\") && labels.tier == \"gpu\"",
        "name == 'iad-1'",
        "'iad-1' == name",
        "name != 'iad-2'",
        "cell == 'aws-us-east-1' && cloud == 'aws' && zone == 'z1' && isp == 'level3'",
        "mode == 'managed' && weight == 100 && weight > 99 && 101 > weight",
        "labels['tier'] == 'gpu'",
        "'tier' in labels",
        "has(labels.tier) && !has(labels.other)",
        "labels.tier in ['cpu', 'gpu']",
        "weight in [1, 100]",
        "cpu == quantity('8') && cpu == quantity('8000m')",
        "[cpu] == [quantity('8.0')] && quantity('1Gi') == quantity('1024Mi')",
        "memory >= quantity('32Gi') && memory <= quantity('32Gi') && memory < quantity('33Gi')",
        "gpu.model == 'A10' && gpu.count == 1 && has(gpu.memory)",
        "health > 90 && version == '0.1.0'",
        "labels.exists(key, key.startsWith('t') && labels[key] == 'gpu')",
        "name.matches('iad-[0-9]+')",
        "name.startsWith('iad') && size(labels) == 2",
        "cloud == 'gcp' ? false : has(labels.tier) ? labels.tier == 'gpu' : false",
        "!(cloud in ['gcp', 'azure'])",
        "weight * 2 - 100 == 100",
        "labels.map(key, key) == ['isp', 'tier']",
        "location.city == ''",
        "true"
      })
  void theseAreTrueOfANodeThatHasEverything(String source) {
    assertThat(valid(source).matches(RICH)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labels.tier == 'gpu'",
        "labels['tier'] == 'gpu'",
        "labels.tier in ['gpu']",
        "labels.tier.startsWith('g')",
        "labels.tier.startsWith('g') || false",
        "labels.tier + 'x' == 'gpux'",
        "gpu.memory > quantity('8Gi')",
        "gpu.memory < quantity('8Gi')",
        "quantity('8Gi') < gpu.memory",
        "gpu.count == 0",
        "gpu.model == ''",
        "memory > quantity('1')",
        "memory < quantity('1')",
        "memory == memory",
        "isp == ''",
        "isp < 'z'",
        "health >= 0",
        "health + 1 > 0",
        "version == '0.1.0'",
        "location.lat > 0.0",
        "has(gpu.memory)",
        "has(labels.tier)",
        "has(location.lat)",
        "1 / 0 == 1",
        "int(name) > 1",
        "['tier'].exists(key, labels[key] == 'gpu')"
      })
  void aPartThatReadsSomethingAbsentIsFalse(String source) {
    assertThat(valid(source).matches(BARE)).isFalse();
    assertThat(valid("!(" + source + ")").matches(BARE)).isTrue();
    assertThat(valid("(" + source + ") || name == 'iad-2'").matches(BARE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labels.tier != 'gpu'",
        "gpu.memory != quantity('8Gi')",
        "memory != quantity('1')",
        "labels.tier + 'x' != 'gpux'",
        "isp != 'level3'",
        "health != 1"
      })
  void whatIsAbsentDiffersFromEverything(String source) {
    assertThat(valid(source).matches(BARE)).isTrue();
  }

  @Test
  void theCellAloneDecidesWhatOnlyReadsTheCell() {
    assertThat(valid("region == 'eu' && labels.tier == 'gpu'").judge(CELL))
        .isEqualTo(PlacementProgram.Verdict.NO_NODE);
    assertThat(valid("cloud == 'aws' || name == 'x'").judge(CELL))
        .isEqualTo(PlacementProgram.Verdict.EVERY_NODE);
    assertThat(valid("cloud == 'aws' && name.startsWith('x')").judge(CELL))
        .isEqualTo(PlacementProgram.Verdict.DEPENDS);
  }

  @Test
  void usualExpressionsAreCheapAndLongListsToo() {
    String names = "'n" + String.join("', 'n", Collections.nCopies(400, "1")) + "'";
    assertThat(((CheckedExpression.Valid) check("name in [" + names + "]")).cost()).isLessThan(500);
  }

  @Test
  void whatIsTooLongTooDeepOrTooWideIsRefused() {
    assertThat(refusal("name == '" + "x".repeat(4096) + "'"))
        .isEqualTo("1:1: the expression is too long; at most 4096 characters");
    assertThat(refusal("(".repeat(200) + "true" + ")".repeat(200)))
        .contains("more than 32 operations inside each other");
    assertThat(refusal("1" + " + 1".repeat(40) + " == 41"))
        .contains("more than 32 operations inside each other");
    assertThat(refusal("name.matches('" + "x".repeat(1025) + "')")).contains("has 1025 bytes");
    assertThat(refusal("[" + "1,".repeat(1999) + "1].all(x, x + 1 + 1 + 1 + 1 > 0)"))
        .contains("steps, more than 10000");
    assertThat(valid("true" + " && true".repeat(400)).matches(BARE)).isTrue();
  }

  @Test
  void expressionsOfAnyShapeAreAnsweredAlsoOnASmallStack() throws InterruptedException {
    String[] hostile = {
      "(".repeat(2000) + "true" + ")".repeat(2000),
      "!".repeat(4000) + "true",
      "-".repeat(4000) + "1 == 1",
      "[".repeat(2000) + "]".repeat(2000),
      "1" + "+1".repeat(2000) + " == 1",
      "name" + ".a".repeat(2000),
      "true" + " && true".repeat(500),
      "true ? ".repeat(500) + "true" + " : false".repeat(500),
      "x".repeat(10_000),
      "\u0000\uD800",
      ""
    };
    Map<Integer, CheckedExpression> answers = new ConcurrentHashMap<>();
    Thread small =
        new Thread(
            null,
            () -> {
              for (int i = 0; i < hostile.length; i++) {
                answers.put(i, check(hostile[i]));
              }
            },
            "small",
            512 * 1024);
    small.start();
    small.join(20_000);
    assertThat(answers).hasSize(hostile.length);
  }

  private static PlacementProgram valid(String source) {
    return switch (check(source)) {
      case CheckedExpression.Valid(PlacementProgram program, long _) -> program;
      case CheckedExpression.Invalid invalid -> throw new AssertionError(invalid.toString());
    };
  }

  private static String refusal(String source) {
    return switch (check(source)) {
      case CheckedExpression.Valid valid -> throw new AssertionError("valid, cost " + valid.cost());
      case CheckedExpression.Invalid(List<Problem> problems) -> problems.getFirst().toString();
    };
  }

  private static CheckedExpression check(String source) {
    return ExpressionLanguage.overNodes().check(source);
  }
}
