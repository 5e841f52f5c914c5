package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.sim.SimNode.Kept;
import io.skerry.schema.model.Ref;

/// How simulated nodes compare generations.
final class Generations {

  private Generations() {}

  /// Whether a ref is newer than what a node has.
  static boolean isNewer(World world, Ref ref, Kept has) {
    if (world.has(Bug.COUNTERS_AS_TEXT)) {
      return Long.toString(ref.generation()).compareTo(Long.toString(has.generation())) > 0;
    }
    if (world.has(Bug.EQUAL_COUNTER_ACCEPTED) && ref.generation() == has.generation()) {
      return !ref.snapshot().equals(has.snapshot());
    }
    return ref.generation() > has.generation();
  }
}
