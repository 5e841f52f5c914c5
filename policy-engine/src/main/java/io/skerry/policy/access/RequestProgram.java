package io.skerry.policy.access;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;

/// A compiled expression over a request. Immutable and free of side effects: any number of threads
/// may share one.
public final class RequestProgram {

  private final String source;
  private final CelRuntime.Program program;

  RequestProgram(String source, CelRuntime.Program program) {
    this.source = source;
    this.program = program;
  }

  /// What the expression says of a request, whose variables are those of [RequestLanguage].
  public Answer evaluate(Map<String, Object> request) {
    try {
      return Boolean.TRUE.equals(program.eval(request)) ? Answer.YES : Answer.NO;
    } catch (CelEvaluationException e) {
      return Answer.UNDECIDED;
    }
  }

  @Override
  public String toString() {
    return source;
  }

  /// What can be said.
  public enum Answer {
    YES,
    NO,
    /// It could not be evaluated, such as one that reads a header that is not there.
    UNDECIDED
  }
}
