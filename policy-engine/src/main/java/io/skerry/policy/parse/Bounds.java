package io.skerry.policy.parse;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is checked about a well-typed expression beside its types: depth, literals that a function
/// reads, and the estimated cost.
///
/// @param problems everything found
/// @param cost estimated steps of one evaluation
record Bounds(List<Problem> problems, long cost) {

  static final String TOO_DEEP =
      "more than " + ExpressionLimits.MAX_DEPTH + " operations inside each other";
  static final String LESS_DEEP = "use fewer parentheses, shorter sums, or a list with in";

  private static final String MATCHES = "matches";

  static Bounds of(CelAbstractSyntaxTree tree) {
    Positions positions = Positions.of(tree);
    List<Problem> problems = new ArrayList<>();
    checkLiterals(tree.getExpr(), positions, problems);
    CostEstimate estimate = CostEstimate.of(tree.getExpr());
    estimate
        .unbounded()
        .ifPresent(
            range ->
                problems.add(
                    positions.problem(
                        range,
                        "cannot bound how often this macro repeats",
                        "use macros on labels, on a list literal, or on a macro over those")));
    if (estimate.cost() > ExpressionLimits.MAX_COST) {
      problems.add(tooExpensive(tree, positions, estimate.cost()));
    }
    return new Bounds(List.copyOf(problems), estimate.cost());
  }

  /// Whether a tree is too deep; looks no deeper than the limit.
  static Optional<Problem> depthProblem(CelAbstractSyntaxTree tree) {
    return tooDeep(tree.getExpr(), 1)
        ? Optional.of(Positions.of(tree).problem(tree.getExpr(), TOO_DEEP, LESS_DEEP))
        : Optional.empty();
  }

  private static boolean tooDeep(CelExpr expression, int depth) {
    return depth > ExpressionLimits.MAX_DEPTH
        || Tree.children(expression).stream().anyMatch(child -> tooDeep(child, depth + 1));
  }

  private static Problem tooExpensive(CelAbstractSyntaxTree tree, Positions positions, long cost) {
    return positions.problem(
        tree.getExpr(),
        "an evaluation may take "
            + (cost == Long.MAX_VALUE ? "too many" : cost)
            + " steps, more than "
            + ExpressionLimits.MAX_COST,
        "avoid macros inside macros and long lists in macros");
  }

  private static void checkLiterals(
      CelExpr expression, Positions positions, List<Problem> problems) {
    if (expression.getKind() == ExprKind.Kind.CALL) {
      CelCall call = expression.call();
      if (call.function().equals(MATCHES)) {
        regexProblem(call.args().getLast(), positions).ifPresent(problems::add);
      } else if (call.function().equals(QuantityFunctions.NAME)) {
        quantityProblem(call.args().getFirst(), positions).ifPresent(problems::add);
      }
    }
    if (Tree.isNull(expression)) {
      problems.add(
          positions.problem(
              expression,
              "nothing of a node is ever null",
              "ask whether something is there with has(gpu.memory) or has(labels.tier)"));
    }
    Tree.children(expression).forEach(child -> checkLiterals(child, positions, problems));
  }

  private static Optional<Problem> regexProblem(CelExpr pattern, Positions positions) {
    return Tree.text(pattern)
        .map(Regexes::problem)
        .orElse(Optional.of("is not a string literal: only literals can be checked"))
        .map(what -> positions.problem(pattern, "the regular expression " + what, Regexes.REMEDY));
  }

  private static Optional<Problem> quantityProblem(CelExpr text, Positions positions) {
    return Tree.text(text).flatMap(QuantityFunctions::parse).isPresent()
        ? Optional.empty()
        : Optional.of(
            positions.problem(
                text,
                Tree.text(text).isPresent()
                    ? "\"" + Tree.text(text).get() + "\" is not a quantity"
                    : "the quantity is not a string literal",
                "write a literal such as quantity(\"8Gi\") or quantity(\"500m\")"));
  }
}
