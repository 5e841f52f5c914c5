package io.skerry.policy.parse;

import static dev.cel.parser.Operator.CONDITIONAL;
import static dev.cel.parser.Operator.EQUALS;
import static dev.cel.parser.Operator.IN;
import static dev.cel.parser.Operator.INDEX;
import static dev.cel.parser.Operator.LOGICAL_AND;
import static dev.cel.parser.Operator.LOGICAL_NOT;
import static dev.cel.parser.Operator.LOGICAL_OR;
import static dev.cel.parser.Operator.NOT_EQUALS;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.parser.Operator;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.skerry.policy.eval.Attribute;
import io.skerry.policy.eval.Condition;
import io.skerry.policy.eval.Condition.Order;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Takes a checked expression apart at its logical operators and turns each part into the simplest
/// condition that decides it.
record Translation(CelAbstractSyntaxTree tree, CelRuntime runtime) {

  private static final Map<String, Order> ORDERS =
      Map.of(
          Operator.LESS.getFunction(), Order.LESS,
          Operator.LESS_EQUALS.getFunction(), Order.LESS_OR_EQUAL,
          Operator.GREATER.getFunction(), Order.GREATER,
          Operator.GREATER_EQUALS.getFunction(), Order.GREATER_OR_EQUAL);

  Condition condition() {
    return condition(tree.getExpr());
  }

  private Condition condition(CelExpr part) {
    if (Tree.applies(part, LOGICAL_AND)) {
      return new Condition.All(conditions(part));
    }
    if (Tree.applies(part, LOGICAL_OR)) {
      return new Condition.Any(conditions(part));
    }
    if (Tree.applies(part, LOGICAL_NOT)) {
      return new Condition.Not(conditions(part).getFirst());
    }
    if (Tree.applies(part, CONDITIONAL)) {
      List<Condition> parts = conditions(part);
      return new Condition.Choice(parts.get(0), parts.get(1), parts.get(2));
    }
    return simple(part).orElseGet(() -> general(part));
  }

  private List<Condition> conditions(CelExpr part) {
    return part.call().args().stream().map(this::condition).toList();
  }

  private Optional<Condition> simple(CelExpr part) {
    return switch (part.getKind()) {
      case CONSTANT -> Optional.of(new Condition.Constant(part.constant().booleanValue()));
      case SELECT ->
          part.select().testOnly() ? attribute(part).map(Condition.Present::new) : Optional.empty();
      case CALL ->
          part.call().args().size() == 2 && part.call().target().isEmpty()
              ? comparison(part, part.call().args().get(0), part.call().args().get(1))
              : Optional.empty();
      case NOT_SET, IDENT, LIST, STRUCT, MAP, COMPREHENSION -> Optional.empty();
    };
  }

  private Optional<Condition> comparison(CelExpr part, CelExpr left, CelExpr right) {
    if (Tree.applies(part, EQUALS)) {
      return equal(left, right).or(() -> equal(right, left));
    }
    if (Tree.applies(part, NOT_EQUALS)) {
      return equal(left, right).or(() -> equal(right, left)).map(Condition.Not::new);
    }
    if (Tree.applies(part, IN)) {
      return oneOf(left, right).or(() -> keyOfLabels(left, right));
    }
    return Optional.ofNullable(ORDERS.get(part.call().function()))
        .flatMap(
            order -> ordered(left, order, right).or(() -> ordered(right, order.flipped(), left)));
  }

  private Optional<Condition> equal(CelExpr variable, CelExpr constant) {
    return attribute(variable)
        .flatMap(left -> constant(constant).map(right -> new Condition.Equal(left, right)));
  }

  private Optional<Condition> ordered(CelExpr variable, Order order, CelExpr constant) {
    return attribute(variable)
        .flatMap(
            left ->
                constant(constant)
                    .filter(right -> !(right instanceof String))
                    .map(right -> new Condition.Ordered(left, order, (Comparable<?>) right)));
  }

  private Optional<Condition> oneOf(CelExpr variable, CelExpr list) {
    if (list.getKind() != ExprKind.Kind.LIST
        || !list.list().elements().stream().allMatch(element -> constant(element).isPresent())) {
      return Optional.empty();
    }
    return attribute(variable)
        .map(
            left ->
                new Condition.OneOf(
                    left,
                    list.list().elements().stream()
                        .flatMap(element -> constant(element).stream())
                        .collect(Collectors.toSet())));
  }

  private static Optional<Condition> keyOfLabels(CelExpr key, CelExpr map) {
    return Tree.variable(map)
        .filter("labels"::equals)
        .flatMap(_ -> member(map, Tree.text(key)))
        .map(Condition.Present::new);
  }

  private static Optional<Attribute> attribute(CelExpr part) {
    return switch (part.getKind()) {
      case IDENT -> Attribute.ofVariable(part.ident().name());
      case SELECT -> member(part.select().operand(), Optional.of(part.select().field()));
      case CALL ->
          Tree.applies(part, INDEX)
              ? member(part.call().args().getFirst(), Tree.text(part.call().args().getLast()))
              : Optional.empty();
      case NOT_SET, CONSTANT, LIST, STRUCT, MAP, COMPREHENSION -> Optional.empty();
    };
  }

  private static Optional<Attribute> member(CelExpr holder, Optional<String> name) {
    return Tree.variable(holder)
        .flatMap(variable -> name.flatMap(it -> Attribute.ofMember(variable, it)));
  }

  /// Strings, integers and quantities: values whose equality in Java is their equality in CEL.
  private static Optional<Object> constant(CelExpr part) {
    if (part.getKind() == ExprKind.Kind.CALL
        && part.call().function().equals(QuantityFunctions.NAME)) {
      return Tree.text(part.call().args().getFirst()).flatMap(QuantityFunctions::parse);
    }
    if (part.getKind() != ExprKind.Kind.CONSTANT) {
      return Optional.empty();
    }
    return part.constant().getKind() == CelConstant.Kind.INT64_VALUE
        ? Optional.of(part.constant().int64Value())
        : Tree.text(part).map(String::intern);
  }

  private Condition general(CelExpr part) {
    CelAbstractSyntaxTree subtree =
        CelAbstractSyntaxTree.newCheckedAst(
            part, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap());
    try {
      return new Condition.General(runtime.createProgram(subtree), Tree.applies(part, NOT_EQUALS));
    } catch (CelEvaluationException impossible) {
      throw new IllegalStateException("a checked expression has a program", impossible);
    }
  }
}
