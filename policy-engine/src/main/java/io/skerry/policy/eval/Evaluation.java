package io.skerry.policy.eval;

import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Optional;

/// Decides conditions. Never fails: what cannot be evaluated counts as absent.
final class Evaluation {

  private Evaluation() {}

  static Truth of(Condition condition, NodeView node) {
    return switch (condition) {
      case Condition.All(List<Condition> terms) -> all(terms, node);
      case Condition.Any(List<Condition> terms) -> any(terms, node);
      case Condition.Not(Condition term) -> of(term, node).not();
      case Condition.Choice choice -> choice(choice, node);
      case Condition.Constant(boolean value) -> Truth.of(value);
      case Condition.Present(Attribute attribute) ->
          node.knows(attribute) ? Truth.of(node.value(attribute).isPresent()) : Truth.UNKNOWN;
      case Condition.Equal equal ->
          node.knows(equal.attribute())
              ? Truth.of(has(node.value(equal.attribute()), equal.value()))
              : Truth.UNKNOWN;
      case Condition.OneOf oneOf ->
          node.knows(oneOf.attribute())
              ? Truth.of(node.value(oneOf.attribute()).filter(oneOf.values()::contains).isPresent())
              : Truth.UNKNOWN;
      case Condition.Ordered ordered -> ordered(ordered, node);
      case Condition.General general ->
          node.isComplete() ? Truth.of(general(general, node)) : Truth.UNKNOWN;
    };
  }

  private static Truth all(List<Condition> terms, NodeView node) {
    Truth result = Truth.TRUE;
    for (Condition term : terms) {
      Truth truth = of(term, node);
      if (truth == Truth.FALSE) {
        return Truth.FALSE;
      }
      result = truth == Truth.UNKNOWN ? Truth.UNKNOWN : result;
    }
    return result;
  }

  private static Truth any(List<Condition> terms, NodeView node) {
    Truth result = Truth.FALSE;
    for (Condition term : terms) {
      Truth truth = of(term, node);
      if (truth == Truth.TRUE) {
        return Truth.TRUE;
      }
      result = truth == Truth.UNKNOWN ? Truth.UNKNOWN : result;
    }
    return result;
  }

  private static Truth choice(Condition.Choice choice, NodeView node) {
    return switch (of(choice.when(), node)) {
      case TRUE -> of(choice.then(), node);
      case FALSE -> of(choice.otherwise(), node);
      case UNKNOWN -> Truth.UNKNOWN;
    };
  }

  private static boolean has(Optional<Object> value, Object wanted) {
    return value.isPresent() && value.get().equals(wanted);
  }

  private static Truth ordered(Condition.Ordered ordered, NodeView node) {
    if (!node.knows(ordered.attribute())) {
      return Truth.UNKNOWN;
    }
    Optional<Object> value = node.value(ordered.attribute());
    return Truth.of(
        value.isPresent() && ordered.order().accepts(compare(value.get(), ordered.bound())));
  }

  private static int compare(Object value, Comparable<?> bound) {
    return value instanceof Amount amount && bound instanceof Amount limit
        ? amount.compareTo(limit)
        : Long.compare((Long) value, (Long) bound);
  }

  private static boolean general(Condition.General general, NodeView node) {
    try {
      return general.program().eval(node.variables()) instanceof Boolean result
          ? result
          : general.whenAbsent();
    } catch (CelEvaluationException absentOrOutOfRange) {
      return general.whenAbsent();
    }
  }
}
