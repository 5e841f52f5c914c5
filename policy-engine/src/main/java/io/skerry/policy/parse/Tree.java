package io.skerry.policy.parse;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.parser.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at expression trees.
final class Tree {

  private Tree() {}

  /// The direct parts of an expression, in source order.
  static List<CelExpr> children(CelExpr expression) {
    return switch (expression.getKind()) {
      case NOT_SET, CONSTANT, IDENT -> List.of();
      case SELECT -> List.of(expression.select().operand());
      case CALL -> operands(expression.call());
      case LIST -> expression.list().elements();
      case STRUCT ->
          expression.struct().entries().stream().map(CelExpr.CelStruct.Entry::value).toList();
      case MAP ->
          expression.map().entries().stream()
              .<CelExpr>mapMulti(
                  (entry, parts) -> {
                    parts.accept(entry.key());
                    parts.accept(entry.value());
                  })
              .toList();
      case COMPREHENSION -> parts(expression.comprehension());
    };
  }

  /// Target and arguments of a call.
  static List<CelExpr> operands(CelCall call) {
    List<CelExpr> operands = new ArrayList<>();
    call.target().ifPresent(operands::add);
    operands.addAll(call.args());
    return operands;
  }

  /// Whether an expression applies an operator.
  static boolean applies(CelExpr expression, Operator operator) {
    return expression.getKind() == ExprKind.Kind.CALL
        && expression.call().function().equals(operator.getFunction());
  }

  /// The value of a string literal.
  static Optional<String> text(CelExpr expression) {
    return expression.getKind() == ExprKind.Kind.CONSTANT
            && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expression.constant().stringValue())
        : Optional.empty();
  }

  /// Whether an expression is the literal `null`.
  static boolean isNull(CelExpr expression) {
    return expression.getKind() == ExprKind.Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.NULL_VALUE;
  }

  /// The name of a variable.
  static Optional<String> variable(CelExpr expression) {
    return expression.getKind() == ExprKind.Kind.IDENT
        ? Optional.of(expression.ident().name())
        : Optional.empty();
  }

  private static List<CelExpr> parts(CelComprehension comprehension) {
    return List.of(
        comprehension.iterRange(),
        comprehension.accuInit(),
        comprehension.loopCondition(),
        comprehension.loopStep(),
        comprehension.result());
  }
}
