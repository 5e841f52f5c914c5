package io.skerry.policy.check;

import io.skerry.schema.model.FieldError;

/// Why a proposed change is refused.
///
/// @param edit index of the edit that it is about, from 0
/// @param reason which kind of refusal
/// @param error field and message
public record Finding(int edit, Reason reason, FieldError error) {

  /// Kinds of refusal.
  public enum Reason {
    /// The resource itself is wrong, or refers to something that is not there.
    INVALID,
    /// Something else still refers to what would go away.
    IN_USE
  }
}
