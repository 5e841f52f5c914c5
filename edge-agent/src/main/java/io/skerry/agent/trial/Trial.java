package io.skerry.agent.trial;

import io.skerry.schema.model.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a node remembers of how its snapshots did. Pure: it changes only by its own methods, each
/// of which answers with the next state.
///
/// A snapshot is *proven* once it served its soak in one go. One that was started several times and
/// never got that far is *quarantined*: it is not run again before a snapshot of a later ref is
/// proven.
///
/// @param attempt the starts of the snapshot that is on trial now; empty while none is counted
/// @param proven the last ones that served their soak, the latest first, at most [#MOST_PROVEN]
/// @param quarantined the latest first, at most [#MOST_QUARANTINED]
public record Trial(Optional<Attempt> attempt, List<Kept> proven, List<Quarantine> quarantined) {

  /// How many good snapshots a node keeps to fall back to.
  public static final int MOST_PROVEN = 3;

  /// More than a fleet can break between two good snapshots by accident.
  public static final int MOST_QUARANTINED = 8;

  /// Nothing happened yet.
  public static final Trial NONE = new Trial(Optional.empty(), List.of(), List.of());

  /// Consecutive starts with one snapshot, this one included, of which none served its soak or was
  /// ended in order.
  ///
  /// @param snapshot that was started
  /// @param starts from 1
  public record Attempt(Digest snapshot, int starts) {}

  /// Copies the lists.
  public Trial {
    proven = List.copyOf(proven);
    quarantined = List.copyOf(quarantined);
  }

  /// Starts of a snapshot that came to nothing so far.
  public int starts(Digest snapshot) {
    return attempt.filter(a -> a.snapshot().equals(snapshot)).map(Attempt::starts).orElse(0);
  }

  /// Whether a snapshot served its soak once.
  public boolean isProven(Digest snapshot) {
    return proven.stream().anyMatch(kept -> kept.snapshot().equals(snapshot));
  }

  /// The quarantine of a snapshot.
  public Optional<Quarantine> quarantineOf(Digest snapshot) {
    return quarantined.stream().filter(q -> q.snapshot().equals(snapshot)).findFirst();
  }

  /// The agent is about to start with a snapshot.
  public Trial started(Digest snapshot) {
    int starts = Math.min(starts(snapshot), Byte.MAX_VALUE) + 1;
    return new Trial(Optional.of(new Attempt(snapshot, starts)), proven, quarantined);
  }

  /// The agent was asked to end, so that this start says nothing against its snapshot.
  public Trial ended() {
    return new Trial(
        attempt.filter(a -> a.starts() > 1).map(a -> new Attempt(a.snapshot(), a.starts() - 1)),
        proven,
        quarantined);
  }

  /// A snapshot served its soak. What was quarantined under earlier refs may be tried again when a
  /// later ref asks for it.
  public Trial served(Kept good) {
    List<Kept> next = new ArrayList<>(List.of(good));
    proven.stream().filter(kept -> !kept.snapshot().equals(good.snapshot())).forEach(next::add);
    return new Trial(
        Optional.empty(),
        atMost(MOST_PROVEN, next),
        quarantined.stream()
            .filter(q -> q.generation() >= good.generation())
            .filter(q -> !q.snapshot().equals(good.snapshot()))
            .toList());
  }

  /// A snapshot is given up.
  public Trial quarantine(Kept bad, Instant now) {
    List<Quarantine> next = new ArrayList<>();
    next.add(new Quarantine(bad.snapshot(), bad.generation(), now));
    quarantined.stream().filter(q -> !q.snapshot().equals(bad.snapshot())).forEach(next::add);
    return new Trial(
        Optional.empty(),
        proven.stream().filter(kept -> !kept.snapshot().equals(bad.snapshot())).toList(),
        atMost(MOST_QUARANTINED, next));
  }

  private static <T> List<T> atMost(int most, List<T> list) {
    return list.subList(0, Math.min(most, list.size()));
  }
}
