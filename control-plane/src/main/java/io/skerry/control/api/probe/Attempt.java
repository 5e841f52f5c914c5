package io.skerry.control.api.probe;

import io.skerry.schema.model.NodeStatus.Outcome;

/// How one attempt went.
///
/// @param outcome whether it passed
/// @param message what was seen, for people
record Attempt(Outcome outcome, String message) {

  static Attempt passed(String message) {
    return new Attempt(Outcome.PASSED, message);
  }

  static Attempt failed(String message) {
    return new Attempt(Outcome.FAILED, message);
  }

  /// This attempt, if it passed.
  Attempt orThrow() throws Failure {
    return switch (outcome) {
      case PASSED -> this;
      case FAILED -> throw new Failure(this);
    };
  }

  /// How a failed attempt tells whoever retries.
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Attempt attempt;

    private Failure(Attempt attempt) {
      super(attempt.message(), null, false, false);
      this.attempt = attempt;
    }

    Attempt attempt() {
      return attempt;
    }
  }
}
