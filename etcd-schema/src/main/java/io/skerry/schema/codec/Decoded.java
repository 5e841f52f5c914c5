package io.skerry.schema.codec;

import io.skerry.schema.model.FieldError;
import java.util.List;
import java.util.function.Function;

/// The outcome of reading something that may be malformed.
///
/// @param <T> what was to be read
public sealed interface Decoded<T> {

  /// @param value what was read
  record Ok<T>(T value) implements Decoded<T> {}

  /// @param errors every reason found, at least one
  record Malformed<T>(List<FieldError> errors) implements Decoded<T> {
    /// Copies the list.
    public Malformed {
      errors = List.copyOf(errors);
    }
  }

  /// A refusal of the document as a whole, or of one field.
  static <T> Decoded<T> malformed(String field, String message) {
    return new Malformed<>(List.of(new FieldError(field, message)));
  }

  /// Continues with the value; errors pass through.
  default <R> Decoded<R> then(Function<? super T, Decoded<R>> next) {
    return switch (this) {
      case Ok<T>(T value) -> next.apply(value);
      case Malformed<T>(List<FieldError> errors) -> new Malformed<>(errors);
    };
  }

  /// The value, for input that this program wrote itself.
  ///
  /// @throws IllegalStateException with the errors when malformed
  default T orThrow() {
    return switch (this) {
      case Ok<T>(T value) -> value;
      case Malformed<T>(List<FieldError> errors) ->
          throw new IllegalStateException("malformed: " + errors);
    };
  }
}
