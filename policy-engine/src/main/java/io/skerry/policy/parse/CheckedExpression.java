package io.skerry.policy.parse;

import io.skerry.policy.eval.PlacementProgram;
import java.util.List;

/// The outcome of checking an expression.
public sealed interface CheckedExpression {

  /// @param program ready to be evaluated
  /// @param cost the most steps that one evaluation takes, by static estimate
  record Valid(PlacementProgram program, long cost) implements CheckedExpression {}

  /// @param problems everything found, at least one, in the order of the source
  record Invalid(List<Problem> problems) implements CheckedExpression {
    /// Copies the list.
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
