package io.skerry.policy.eval;

import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Set;

/// A checked expression, taken apart at its logical operators.
///
/// The parts are decided one by one: a part that reads something the node does not have is false,
/// except for `!=`, which is [Not] of [Equal] and so true. The common parts are compared directly;
/// everything else is a [General] CEL program.
public sealed interface Condition {

  /// True when all are.
  record All(List<Condition> terms) implements Condition {
    /// Copies the list.
    public All {
      terms = List.copyOf(terms);
    }
  }

  /// True when one is.
  record Any(List<Condition> terms) implements Condition {
    /// Copies the list.
    public Any {
      terms = List.copyOf(terms);
    }
  }

  /// The opposite.
  record Not(Condition term) implements Condition {}

  /// `when ? then : otherwise`.
  record Choice(Condition when, Condition then, Condition otherwise) implements Condition {}

  /// `true` or `false`.
  record Constant(boolean value) implements Condition {}

  /// `has(…)`, or a key that is in the labels.
  record Present(Attribute attribute) implements Condition {}

  /// Equality with a string, integer or quantity.
  record Equal(Attribute attribute, Object value) implements Condition {}

  /// Equality with one of several strings or integers.
  record OneOf(Attribute attribute, Set<Object> values) implements Condition {
    /// Copies the set.
    public OneOf {
      values = Set.copyOf(values);
    }
  }

  /// A comparison of an integer or a quantity with a constant of the same type.
  record Ordered(Attribute attribute, Order order, Comparable<?> bound) implements Condition {}

  /// Anything else.
  ///
  /// @param program compiled from the part
  /// @param whenAbsent its value when the part cannot be evaluated on a node
  record General(CelRuntime.Program program, boolean whenAbsent) implements Condition {}

  /// How two values compare.
  enum Order {
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    boolean accepts(int comparison) {
      return switch (this) {
        case LESS -> comparison < 0;
        case LESS_OR_EQUAL -> comparison <= 0;
        case GREATER -> comparison > 0;
        case GREATER_OR_EQUAL -> comparison >= 0;
      };
    }

    /// The same relation with its sides exchanged.
    public Order flipped() {
      return switch (this) {
        case LESS -> GREATER;
        case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
        case GREATER -> LESS;
        case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
      };
    }
  }
}
