package io.skerry.control.api.resource;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.write.Precondition;
import io.skerry.control.api.write.Terms;
import io.skerry.control.api.write.Terms.Mode;
import io.skerry.schema.model.Digest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/// How a write is asked for.
///
/// @param terms how it is meant
/// @param precondition from the headers
/// @param headers for the answer's format
record WriteOptions(Terms terms, Precondition precondition, HttpHeaders headers) {

  static Outcome<WriteOptions> read(WriteParams params, HttpHeaders headers) {
    return terms(params)
        .then(
            terms ->
                Preconditions.of(headers)
                    .map(precondition -> new WriteOptions(terms, precondition, headers)));
  }

  /// How a write is meant, by its query.
  static Outcome<Terms> terms(WriteParams params) {
    return flag("dryRun", params.dryRun())
        .then(
            dry ->
                flag("allowShrink", params.allowShrink())
                    .then(
                        allow ->
                            plan(params.plan())
                                .map(
                                    plan ->
                                        new Terms(dry ? Mode.DRY_RUN : Mode.COMMIT, allow, plan))));
  }

  private static Outcome<Optional<Digest>> plan(String text) {
    if (text.isEmpty()) {
      return Outcome.done(Optional.empty());
    }
    return Digest.isValid(text)
        ? Outcome.done(Optional.of(new Digest(text)))
        : Outcome.refused(
            Problem.invalid("plan", "must be the digest of a plan: 64 hexadecimal digits"));
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
