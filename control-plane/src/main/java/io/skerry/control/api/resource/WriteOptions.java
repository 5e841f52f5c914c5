package io.skerry.control.api.resource;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.write.Precondition;
import io.skerry.control.api.write.Writer.Mode;
import jakarta.ws.rs.core.HttpHeaders;

/// How a write is asked for.
///
/// @param mode whether to write at all
/// @param precondition from the headers
/// @param headers for the answer's format
record WriteOptions(Mode mode, Precondition precondition, HttpHeaders headers) {

  static Outcome<WriteOptions> read(String dryRun, HttpHeaders headers) {
    return flag("dryRun", dryRun)
        .then(
            dry ->
                Preconditions.of(headers)
                    .map(
                        precondition ->
                            new WriteOptions(
                                dry ? Mode.DRY_RUN : Mode.COMMIT, precondition, headers)));
  }

  /// A query parameter that is `true` or `false`; absent means false.
  static Outcome<Boolean> flag(String name, String text) {
    return switch (text) {
      case "", "false" -> Outcome.done(false);
      case "true" -> Outcome.done(true);
      default -> Outcome.refused(Problem.invalid(name, "must be true or false"));
    };
  }
}
