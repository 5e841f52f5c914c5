package io.skerry.policy.ability;

import java.util.function.Function;

/// Whether a node can run something.
///
/// @param <T> what it is when read
public sealed interface Fit<T> {

  /// It can.
  record Runs<T>(T value) implements Fit<T> {
    @Override
    public <R> Fit<R> then(Function<? super T, Fit<R>> next) {
      return next.apply(value);
    }
  }

  /// It cannot.
  record Lacks<T>(Misfit why) implements Fit<T> {
    @Override
    public <R> Fit<R> then(Function<? super T, Fit<R>> next) {
      return new Lacks<>(why);
    }
  }

  /// Continues with the value; a misfit passes through.
  <R> Fit<R> then(Function<? super T, Fit<R>> next);
}
