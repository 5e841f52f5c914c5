package io.skerry.policy.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.eval.NodeView;
import io.skerry.policy.eval.Observation;
import io.skerry.policy.eval.PlacementProgram;
import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.fixture.RandomFleet;
import io.skerry.policy.fixture.Randomness;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Cloud;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random expressions, each once as written, so that its parts are compared directly, and once
/// inside a macro, which CEL evaluates as a whole. They must agree, and with what the cell alone
/// decides.
class FastPathSimulation {

  private static final List<String> ATOMS =
      List.of(
          "name == 'n1'",
          "'n1' != name",
          "region == 'r0'",
          "cloud in ['aws', 'gcp']",
          "cell != 'c0'",
          "has(labels.tier)",
          "'ring' in labels",
          "has(gpu.memory)",
          "weight >= 100",
          "50 < weight",
          "weight in [1, 100]",
          "has(labels.tier) && labels.tier == 'gpu'",
          "has(gpu.memory) && gpu.memory > quantity('8Gi')",
          "has(gpu.memory) && quantity('8192Mi') == gpu.memory",
          "has(gpu.count) && gpu.count != 1",
          "mode == 'managed'",
          "health < 50",
          "version != '0.1.0'",
          "true");

  static List<Long> seeds() {
    return Randomness.seeds(150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void directComparisonsAgreeWithCel(long seed) {
    Random random = new Random(seed);
    String source = expression(random, 3);
    PlacementProgram direct = program(source);
    PlacementProgram whole = program("[0].all(unused, " + source + ")");
    for (int i = 0; i < 20; i++) {
      Cell cell =
          Fleets.cell(
              "c" + random.nextInt(2),
              Randomness.pick(random, List.of(Cloud.values())),
              "r" + random.nextInt(2));
      NodeView node =
          NodeView.of(
              new RandomFleet(random).node(),
              cell,
              new Observation(Optional.of(random.nextLong(100)), Optional.of("0.1.0")));
      assertThat(direct.matches(node)).as(source).isEqualTo(whole.matches(node));
      switch (direct.judge(cell)) {
        case EVERY_NODE -> assertThat(direct.matches(node)).as(source).isTrue();
        case NO_NODE -> assertThat(direct.matches(node)).as(source).isFalse();
        case DEPENDS -> assertThat(whole.judge(cell)).isEqualTo(PlacementProgram.Verdict.DEPENDS);
      }
    }
  }

  private static String expression(Random random, int depth) {
    if (depth == 0) {
      return "(" + Randomness.pick(random, ATOMS) + ")";
    }
    String left = expression(random, depth - 1);
    String right = expression(random, depth - 1);
    return switch (random.nextInt(5)) {
      case 0 -> "(" + left + " && " + right + ")";
      case 1 -> "(" + left + " || " + right + ")";
      case 2 -> "!" + left;
      case 3 -> "(" + left + " ? " + right + " : " + expression(random, depth - 1) + ")";
      default -> left;
    };
  }

  private static PlacementProgram program(String source) {
    return switch (ExpressionLanguage.overNodes().check(source)) {
      case CheckedExpression.Valid(PlacementProgram program, long _) -> program;
      case CheckedExpression.Invalid invalid -> throw new AssertionError(source + invalid);
    };
  }
}
