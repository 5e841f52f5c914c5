package io.skerry.control.fleet;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.Set;

/// Refs for tests.
public final class RefSamples {

  private RefSamples() {}

  public static Ref of(ResourceName node, Digest snapshot, long generation, Instant at) {
    return new Ref(node, snapshot, generation, "immediate", 0, Ref.Reason.NORMAL, at, Set.of());
  }
}
