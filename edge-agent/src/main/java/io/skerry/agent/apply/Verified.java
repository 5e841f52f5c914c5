package io.skerry.agent.apply;

import java.util.function.Function;

/// The outcome of checking something against a ref.
///
/// @param <T> what was checked
public sealed interface Verified<T> {

  /// Everything holds.
  record Good<T>(T value) implements Verified<T> {}

  /// Something does not.
  record Bad<T>(Rejection rejection) implements Verified<T> {}

  /// Continues with the value; a rejection passes through.
  default <R> Verified<R> then(Function<? super T, Verified<R>> next) {
    return switch (this) {
      case Good<T>(T value) -> next.apply(value);
      case Bad<T>(Rejection rejection) -> new Bad<>(rejection);
    };
  }
}
