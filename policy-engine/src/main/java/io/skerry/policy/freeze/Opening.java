package io.skerry.policy.freeze;

import io.skerry.policy.freeze.Schedule.Occurrence;
import io.skerry.schema.model.FreezeWindow.When;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How some recurring windows stand together at a moment. It stands so for a while, so that it can
/// be kept until then.
public sealed interface Opening {

  /// At least one is open.
  ///
  /// @param before when they closed the last time before; [Instant#MIN] when they never did
  /// @param since inclusive
  /// @param until when this is to be looked at again, at the latest when the first of them closes
  record Open(Instant before, Instant since, Instant until) implements Opening {}

  /// None is open.
  ///
  /// @param until when the next one opens; [Instant#MAX] when none does
  record Closed(Instant until) implements Opening {}

  /// When this is to be looked at again.
  Instant until();

  /// How windows stand at `now`.
  static Opening at(List<When.Recurring> windows, Instant now) {
    List<Occurrence> open =
        windows.stream()
            .flatMap(window -> Schedule.last(window, now).stream())
            .filter(it -> now.isBefore(it.until()))
            .toList();
    if (open.isEmpty()) {
      return new Closed(
          windows.stream()
              .flatMap(window -> Schedule.next(window, now).stream())
              .min(Instant::compareTo)
              .orElse(Instant.MAX));
    }
    Instant since = first(open.stream().map(Occurrence::from));
    return new Open(closed(windows, since), since, first(open.stream().map(Occurrence::until)));
  }

  private static Instant closed(List<When.Recurring> windows, Instant since) {
    return windows.stream()
        .flatMap(window -> Schedule.last(window, since.minusSeconds(1)).stream())
        .map(Occurrence::until)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  private static Instant first(Stream<Instant> times) {
    Optional<Instant> first = times.min(Instant::compareTo);
    return first.orElse(Instant.MAX);
  }
}
