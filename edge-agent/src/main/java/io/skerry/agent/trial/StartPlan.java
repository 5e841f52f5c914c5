package io.skerry.agent.trial;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a start does with the snapshots on the disk. Pure.
///
/// 1. The newest one is started, at most [#MOST_STARTS] times in a row without serving its soak.
/// 2. Then it is quarantined, and the newest proven one is started instead; if none is proven, the
///    newest other one.
/// 3. If there is no other, it is held back for a while, in which the node can hear of a better
///    one, and started after all: serving with interruptions is better than not serving.
public sealed interface StartPlan {

  /// Starts with one snapshot in a row that may come to nothing.
  int MOST_STARTS = 3;

  /// Start with a snapshot.
  ///
  /// @param choice which
  /// @param trial to be stored before anything of it is touched
  record Serve(Kept choice, Trial trial) implements StartPlan {}

  /// Start with nothing, and with a snapshot when nothing better came.
  ///
  /// @param choice which
  /// @param trial to be stored before anything of it is touched
  record HoldBack(Kept choice, Trial trial) implements StartPlan {}

  /// There is no snapshot to start with.
  record Nothing() implements StartPlan {}

  /// Decides.
  ///
  /// @param kept what is on the disk, in any order
  /// @param trial what is known of it
  /// @param now by the node's clock
  static StartPlan of(List<Kept> kept, Trial trial, Instant now) {
    Optional<Kept> newest = newest(kept);
    if (newest.isEmpty()) {
      return new Nothing();
    }
    Optional<Kept> choice = choose(kept, newest.get(), trial);
    if (choice.isEmpty()) {
      return new HoldBack(newest.get(), trial.started(newest.get().snapshot()));
    }
    Kept chosen = choice.get();
    if (trial.starts(chosen.snapshot()) < MOST_STARTS) {
      return new Serve(chosen, trial.started(chosen.snapshot()));
    }
    return hasOther(kept, chosen, trial)
        ? of(kept, trial.quarantine(chosen, now), now)
        : new HoldBack(chosen, trial.started(chosen.snapshot()));
  }

  private static Optional<Kept> choose(List<Kept> kept, Kept newest, Trial trial) {
    List<Kept> usable = kept.stream().filter(k -> isUsable(k, trial)).toList();
    if (isUsable(newest, trial)) {
      return Optional.of(newest);
    }
    return newest(usable.stream().filter(k -> trial.isProven(k.snapshot())).toList())
        .or(() -> newest(usable));
  }

  private static boolean hasOther(List<Kept> kept, Kept chosen, Trial trial) {
    return kept.stream()
        .anyMatch(k -> !k.snapshot().equals(chosen.snapshot()) && isUsable(k, trial));
  }

  private static boolean isUsable(Kept kept, Trial trial) {
    return trial.quarantineOf(kept.snapshot()).isEmpty();
  }

  private static Optional<Kept> newest(List<Kept> kept) {
    return kept.stream().max(Comparator.comparingLong(Kept::generation));
  }
}
