package io.skerry.policy.parse;

import com.google.common.math.LongMath;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.parser.Operator;
import java.util.Optional;
import java.util.OptionalLong;

/// The most steps that one evaluation can take: one per operation, a macro's body times the
/// elements that it can run over, and a regular expression by its length.
///
/// @param cost saturates at `Long.MAX_VALUE`
/// @param unbounded the first range of a macro whose size cannot be told
record CostEstimate(long cost, Optional<CelExpr> unbounded) {

  /// Labels of one node.
  private static final long LABELS = 64;

  static CostEstimate of(CelExpr expression) {
    CostEstimate total = new CostEstimate(own(expression), Optional.empty());
    if (expression.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION) {
      return total.plus(comprehension(expression.comprehension()));
    }
    for (CelExpr child : Tree.children(expression)) {
      total = total.plus(of(child));
    }
    return total;
  }

  private static CostEstimate comprehension(CelComprehension macro) {
    CelExpr range = macro.iterRange();
    OptionalLong size = size(range);
    return of(macro.loopCondition())
        .plus(of(macro.loopStep()))
        .times(size.orElse(0))
        .plus(of(range))
        .plus(of(macro.accuInit()))
        .plus(of(macro.result()))
        .plus(new CostEstimate(0, size.isPresent() ? Optional.empty() : Optional.of(range)));
  }

  private static long own(CelExpr expression) {
    if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return 1;
    }
    return expression.call().function().equals("matches")
        ? 1 + Tree.text(expression.call().args().getLast()).map(String::length).orElse(0)
        : 1;
  }

  private static OptionalLong size(CelExpr range) {
    return switch (range.getKind()) {
      case LIST -> OptionalLong.of(range.list().elements().size());
      case MAP -> OptionalLong.of(range.map().entries().size());
      case COMPREHENSION -> size(range.comprehension().iterRange());
      case IDENT ->
          range.ident().name().equals("labels") ? OptionalLong.of(LABELS) : OptionalLong.empty();
      case CALL -> callSize(range);
      case NOT_SET, CONSTANT, SELECT, STRUCT -> OptionalLong.empty();
    };
  }

  private static OptionalLong callSize(CelExpr range) {
    if (!Tree.applies(range, Operator.ADD)) {
      return OptionalLong.empty();
    }
    OptionalLong left = size(range.call().args().getFirst());
    OptionalLong right = size(range.call().args().getLast());
    return left.isPresent() && right.isPresent()
        ? OptionalLong.of(LongMath.saturatedAdd(left.getAsLong(), right.getAsLong()))
        : OptionalLong.empty();
  }

  private CostEstimate plus(CostEstimate other) {
    return new CostEstimate(
        LongMath.saturatedAdd(cost, other.cost), unbounded.or(() -> other.unbounded));
  }

  private CostEstimate times(long factor) {
    return new CostEstimate(LongMath.saturatedMultiply(cost, factor), unbounded);
  }
}
