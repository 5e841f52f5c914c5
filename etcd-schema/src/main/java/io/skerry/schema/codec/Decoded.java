package io.skerry.schema.codec;

import io.skerry.schema.model.FieldError;
import java.util.List;
import java.util.function.Function;

/// The outcome of reading something that may be malformed.
///
/// @param <T> what was to be read
public sealed interface Decoded<T> {

  /// @param value what was read
  record Ok<T>(T value) implements Decoded<T> {
    @Override
    public <R> R fold(
        Function<? super T, ? extends R> ok, Function<List<FieldError>, ? extends R> malformed) {
      return ok.apply(value);
    }
  }

  /// @param errors every reason found, at least one
  record Malformed<T>(List<FieldError> errors) implements Decoded<T> {
    /// Copies the list.
    public Malformed {
      errors = List.copyOf(errors);
    }

    @Override
    public <R> R fold(
        Function<? super T, ? extends R> ok, Function<List<FieldError>, ? extends R> malformed) {
      return malformed.apply(errors);
    }
  }

  /// A refusal of the document as a whole, or of one field.
  static <T> Decoded<T> malformed(String field, String message) {
    return new Malformed<>(List.of(new FieldError(field, message)));
  }

  /// One answer for both outcomes. The same as a `switch`, for what runs when a program starts: the
  /// JDK spins a class for each pattern switch at first use, a millisecond or two.
  <R> R fold(
      Function<? super T, ? extends R> ok, Function<List<FieldError>, ? extends R> malformed);

  /// Continues with the value; errors pass through.
  default <R> Decoded<R> then(Function<? super T, Decoded<R>> next) {
    return fold(next, Malformed::new);
  }

  /// The value, for input that this program wrote itself.
  ///
  /// @throws IllegalStateException with the errors when malformed
  default T orThrow() {
    return fold(
        value -> value,
        errors -> {
          throw new IllegalStateException("malformed: " + errors);
        });
  }
}
