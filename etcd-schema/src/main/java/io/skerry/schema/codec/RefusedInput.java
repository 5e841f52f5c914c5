package io.skerry.schema.codec;

import io.skerry.schema.model.FieldError;

/// Leaves a parser's callback when the input is refused; becomes [Decoded.Malformed] at the edge of
/// this package.
final class RefusedInput extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient FieldError error;

  RefusedInput(String field, String message) {
    super(message, null, false, false);
    this.error = new FieldError(field, message);
  }

  <T> Decoded<T> asDecoded() {
    return Decoded.malformed(error.field(), error.message());
  }
}
