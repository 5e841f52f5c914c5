package io.skerry.control.api.problem;

import io.skerry.schema.codec.Decoded;
import java.util.function.Function;

/// What came of a step of a request: a value, or the reason to refuse the request.
///
/// @param <T> the value
public sealed interface Outcome<T> {

  /// @param value what the step made
  record Done<T>(T value) implements Outcome<T> {}

  /// @param problem why the request is refused
  record Refused<T>(Problem problem) implements Outcome<T> {}

  /// A value.
  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  /// A refusal.
  static <T> Outcome<T> refused(Problem problem) {
    return new Refused<>(problem);
  }

  /// A reading, whose errors become a refusal with `code`.
  static <T> Outcome<T> of(Decoded<T> decoded, ProblemCode code) {
    return switch (decoded) {
      case Decoded.Ok<T>(T value) -> done(value);
      case Decoded.Malformed<T>(var errors) -> refused(Problem.of(code, errors));
    };
  }

  /// Continues with the value; a refusal passes through.
  default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
    return switch (this) {
      case Done<T>(T value) -> next.apply(value);
      case Refused<T>(Problem problem) -> new Refused<>(problem);
    };
  }

  /// Turns the value into another; a refusal passes through.
  default <R> Outcome<R> map(Function<? super T, R> next) {
    return then(value -> done(next.apply(value)));
  }

  /// Ends the chain: the value, or what `onRefused` makes of the problem.
  default T orElse(Function<Problem, ? extends T> onRefused) {
    return switch (this) {
      case Done<T>(T value) -> value;
      case Refused<T>(Problem problem) -> onRefused.apply(problem);
    };
  }
}
