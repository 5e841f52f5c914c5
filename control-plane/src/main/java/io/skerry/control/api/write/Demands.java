package io.skerry.control.api.write;

import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Revision;
import java.util.Optional;

/// Holds preconditions against what is there. Pure.
final class Demands {

  private Demands() {}

  /// Why the demand does not hold; empty when it does.
  static Optional<Problem> violation(
      Precondition demand, ResourceId id, Optional<Versioned<Resource>> current) {
    return switch (demand) {
      case Precondition.None() -> Optional.empty();
      case Precondition.Present() ->
          current.isPresent() ? Optional.empty() : Optional.of(stale(id, current, "any version"));
      case Precondition.Absent() ->
          current.isEmpty() ? Optional.empty() : Optional.of(stale(id, current, "none"));
      case Precondition.Exactly(Revision version) ->
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
