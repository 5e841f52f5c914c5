package io.skerry.control.api.problem;

import io.skerry.schema.model.FieldError;
import io.skerry.schema.store.StoreException;
import java.util.List;
import java.util.OptionalInt;

/// Why a request was refused, as a value.
///
/// @param code which kind of refusal
/// @param detail what happened here and what to do next
/// @param errors the fields at fault, empty when no field is
/// @param retryAfterSeconds when trying again makes sense, if waiting helps
public record Problem(
    ProblemCode code, String detail, List<FieldError> errors, OptionalInt retryAfterSeconds) {

  /// Copies the list.
  public Problem {
    errors = List.copyOf(errors);
  }

  /// A refusal that names no field.
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, List.of(), OptionalInt.empty());
  }

  /// A refusal of named fields.
  public static Problem of(ProblemCode code, List<FieldError> errors) {
    String detail = errors.size() == 1 ? describe(errors.getFirst()) : errors.size() + " errors";
    return new Problem(code, detail, errors, OptionalInt.empty());
  }

  private static String describe(FieldError error) {
    return error.field().isEmpty() ? error.message() : error.field() + ": " + error.message();
  }

  /// A well-formed request with one wrong field.
  public static Problem invalid(String field, String message) {
    return of(ProblemCode.INVALID, List.of(new FieldError(field, message)));
  }

  /// Nothing is there.
  public static Problem notFound(String what) {
    return of(ProblemCode.NOT_FOUND, what + " does not exist");
  }

  /// What a failure of the store means to the caller.
  public static Problem of(StoreException failure) {
    return switch (failure.code()) {
      case UNAVAILABLE, CLOSED ->
          retry(ProblemCode.STORE_UNAVAILABLE, "the store did not answer; nothing was changed");
      case NO_SPACE ->
          retry(
              ProblemCode.STORE_UNAVAILABLE,
              "the store is out of space and read-only; compact it, then try again");
      case COMPACTED -> of(ProblemCode.GONE, "that revision is no longer kept; list again");
      case REFUSED ->
          of(ProblemCode.TOO_LARGE, "the store refused the transaction: send smaller documents");
    };
  }

  /// The same refusal with a hint when to come back.
  public Problem retryAfter(int seconds) {
    return new Problem(code, detail, errors, OptionalInt.of(seconds));
  }

  private static Problem retry(ProblemCode code, String detail) {
    return of(code, detail).retryAfter(1);
  }
}
