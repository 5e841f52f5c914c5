package io.skerry.agent.trial;

import io.skerry.schema.model.Digest;

/// A snapshot that a node once ran and still has on its disk.
///
/// @param snapshot its digest
/// @param generation of the ref that asked for it
public record Kept(Digest snapshot, long generation) {

  // Written out because the JDK spins classes for a record's own at first use, some 30 ms of a
  // start.
  @Override
  public boolean equals(Object other) {
    return other instanceof Kept that
        && snapshot.equals(that.snapshot)
        && generation == that.generation;
  }

  @Override
  public int hashCode() {
    return 31 * snapshot.hashCode() + Long.hashCode(generation);
  }
}
