package io.skerry.schema.model;

import java.math.BigDecimal;

/// A Kubernetes quantity such as `8Gi` or `500m`. Parsed by `codec.Quantities`.
///
/// @param text as declared, kept so that a document reads back as it was written
/// @param amount the exact value in the base unit (cores, bytes, bits per second)
public record Quantity(String text, BigDecimal amount) {

  /// Equal when the amounts are equal: `1Gi` is `1024Mi`.
  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity that && amount.compareTo(that.amount) == 0;
  }

  @Override
  public int hashCode() {
    return amount.stripTrailingZeros().hashCode();
  }
}
