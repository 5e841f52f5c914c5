package io.skerry.policy.health;

import io.skerry.schema.model.NodeStatus.Outcome;
import io.skerry.schema.model.Probe;
import java.util.Optional;

/// How the tries of one probe went lately, and what they came to. A verdict changes only after as
/// many equal tries in a row as the probe's thresholds ask for. Immutable.
///
/// @param verdict what the probe counts as; empty before the first
/// @param last how the last try went; empty before the first
/// @param inARow how many tries went alike
public record ProbeTrack(Optional<Outcome> verdict, Optional<Outcome> last, int inARow) {

  /// Before the first try.
  public static final ProbeTrack NEW = new ProbeTrack(Optional.empty(), Optional.empty(), 0);

  /// A probe that somebody else ran before.
  public static ProbeTrack of(Outcome verdict) {
    return new ProbeTrack(Optional.of(verdict), Optional.empty(), 0);
  }

  /// After one more try.
  public ProbeTrack after(Outcome tried, Probe probe) {
    int row = last.filter(tried::equals).isPresent() ? inARow + 1 : 1;
    int needed =
        switch (tried) {
          case PASSED -> probe.healthy();
          case FAILED -> probe.unhealthy();
        };
    return new ProbeTrack(
        row >= needed ? Optional.of(tried) : verdict,
        Optional.of(tried),
        Math.min(row, Integer.MAX_VALUE - 1));
  }
}
