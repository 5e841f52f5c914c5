package io.skerry.policy.eval;

import java.util.Optional;

/// One scalar that an expression can read from a node: a variable such as `region`, or a member of
/// one such as `gpu.memory` or `labels.tier`.
///
/// @param variable the variable
/// @param member the field or key inside it; empty for a variable that is itself a scalar
public record Attribute(String variable, Optional<String> member) {

  /// A scalar variable.
  public static Attribute of(String variable) {
    return new Attribute(variable, Optional.empty());
  }

  /// A field of a structure or the value of a key.
  public static Attribute of(String variable, String member) {
    return new Attribute(variable, Optional.of(member));
  }
}
