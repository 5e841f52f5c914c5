package io.skerry.agent.apply;

import java.util.function.Function;

/// The outcome of checking something against a ref.
///
/// @param <T> what was checked
public sealed interface Verified<T> {

  /// Everything holds.
  record Good<T>(T value) implements Verified<T> {
    @Override
    public <R> R fold(Function<? super T, ? extends R> good, Function<Rejection, ? extends R> bad) {
      return good.apply(value);
    }
  }

  /// Something does not.
  record Bad<T>(Rejection rejection) implements Verified<T> {
    @Override
    public <R> R fold(Function<? super T, ? extends R> good, Function<Rejection, ? extends R> bad) {
      return bad.apply(rejection);
    }
  }

  /// One answer for both outcomes, see [io.skerry.schema.codec.Decoded#fold].
  <R> R fold(Function<? super T, ? extends R> good, Function<Rejection, ? extends R> bad);

  /// Continues with the value; a rejection passes through.
  default <R> Verified<R> then(Function<? super T, Verified<R>> next) {
    return fold(next, Bad::new);
  }
}
