package io.skerry.policy.rollout;

import java.time.Instant;
import java.util.Optional;

/// Collects the moments at which the passing of time alone may change a decision.
final class Alarm {

  private final Instant now;
  private Optional<Instant> first = Optional.empty();

  Alarm(Instant now) {
    this.now = now;
  }

  /// Something may change at a moment; one that has passed is no reason to look again.
  void at(Instant moment) {
    if (moment.isAfter(now) && first.filter(moment::isAfter).isEmpty()) {
      first = Optional.of(moment);
    }
  }

  /// The first moment.
  Optional<Instant> first() {
    return first;
  }
}
