package io.skerry.control.api.write;

import io.skerry.schema.model.Digest;
import java.util.Optional;

/// How a write is meant.
///
/// @param mode whether to write at all
/// @param allowShrink whether it may take much away at once
/// @param expectedPlan the digest of the plan that the caller saw: its rollout follows no other
public record Terms(Mode mode, boolean allowShrink, Optional<Digest> expectedPlan) {

  /// To write or not to write.
  public enum Mode {
    COMMIT,
    DRY_RUN
  }

  /// Looks what a write would do.
  public static Terms dryRun() {
    return new Terms(Mode.DRY_RUN, false, Optional.empty());
  }
}
