package io.skerry.policy.access;

import io.skerry.policy.parse.Problem;
import java.util.List;

/// The outcome of checking an expression over a request.
public sealed interface CheckedRequest {

  /// @param program ready to be evaluated
  record Valid(RequestProgram program) implements CheckedRequest {}

  /// @param problems everything found, at least one, in the order of the source
  record Invalid(List<Problem> problems) implements CheckedRequest {
    /// Copies the list.
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
