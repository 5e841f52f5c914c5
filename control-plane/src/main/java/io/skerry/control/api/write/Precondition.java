package io.skerry.control.api.write;

import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Revision;
import java.util.Optional;

/// What a caller demands of the current version before anything is written.
public sealed interface Precondition {

  /// Whatever is there.
  record None() implements Precondition {}

  /// Something is there (`If-Match: *`).
  record Present() implements Precondition {}

  /// Nothing is there (`If-None-Match: *`).
  record Absent() implements Precondition {}

  /// Exactly this version is there (`If-Match: "123"`, or a resourceVersion in the document).
  record Exactly(Revision version) implements Precondition {}

  /// No demand.
  static Precondition none() {
    return new None();
  }

  /// Why the demand does not hold; empty when it does.
  default Optional<Problem> violation(ResourceId id, Optional<Versioned<Resource>> current) {
    return switch (this) {
      case None() -> Optional.empty();
      case Present() ->
          current.isPresent() ? Optional.empty() : Optional.of(stale(id, current, "any version"));
      case Absent() ->
          current.isEmpty() ? Optional.empty() : Optional.of(stale(id, current, "none"));
      case Exactly(Revision version) ->
          current.filter(there -> there.modified().equals(version)).isPresent()
              ? Optional.empty()
              : Optional.of(stale(id, current, "version " + version));
    };
  }

  private static Problem stale(
      ResourceId id, Optional<Versioned<Resource>> current, String expected) {
    String actual =
        current.map(there -> "is at version " + there.modified()).orElse("does not exist");
    return Problem.of(
        ProblemCode.STALE_VERSION,
        id + " " + actual + ", but the request expects " + expected + ": read it and try again");
  }
}
