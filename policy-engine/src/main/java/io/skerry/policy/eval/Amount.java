package io.skerry.policy.eval;

import io.skerry.schema.model.Quantity;
import java.math.BigDecimal;

/// The exact amount of a quantity, as expressions compare it. A type of its own, because CEL's
/// equality takes every `Number` for one of its own numbers, and a decimal for none of them.
///
/// @param value without trailing zeros, so that equal amounts are equal records
public record Amount(BigDecimal value) implements Comparable<Amount> {

  /// Strips trailing zeros.
  public Amount {
    value = value.stripTrailingZeros();
  }

  /// The amount of a quantity.
  public static Amount of(Quantity quantity) {
    return new Amount(quantity.amount());
  }

  @Override
  public int compareTo(Amount other) {
    return value.compareTo(other.value);
  }
}
