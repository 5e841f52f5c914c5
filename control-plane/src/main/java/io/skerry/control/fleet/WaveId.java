package io.skerry.control.fleet;

import io.skerry.schema.model.ResourceId;
import java.util.Comparator;

/// One wave of one rollout. Ordered by rollout, then by wave.
///
/// @param rollout whose wave
/// @param wave from 0
public record WaveId(ResourceId rollout, int wave) implements Comparable<WaveId> {

  private static final Comparator<WaveId> ORDER =
      Comparator.comparing(WaveId::rollout).thenComparingInt(WaveId::wave);

  @Override
  public int compareTo(WaveId other) {
    return ORDER.compare(this, other);
  }
}
