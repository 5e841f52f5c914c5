package io.skerry.control.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skerry.control.runtime.Mailbox.Pending;
import java.util.List;
import java.util.Optional;

/// How many messages wait for their targets and how many nobody took, as the leader saw them last;
/// on other replicas nothing is known. Safe for use by many threads.
public final class UndeliveredCounts {

  private volatile Optional<Counts> seen = Optional.empty();

  /// @param waiting that are still tried
  /// @param dead that are not tried any more
  public record Counts(long waiting, long dead) {}

  /// What the leader saw; empty on a replica that does not lead.
  public Optional<Counts> seen() {
    return seen;
  }

  /// Registers `skerry_notifications_waiting` and `skerry_notifications_dead`.
  UndeliveredCounts registerWith(MeterRegistry meters) {
    Gauge.builder("skerry.notifications.waiting", this, it -> it.known().waiting())
        .register(meters);
    Gauge.builder("skerry.notifications.dead", this, it -> it.known().dead()).register(meters);
    return this;
  }

  void saw(List<Pending> all) {
    long dead = all.stream().filter(it -> it.notification().delivery().isDead()).count();
    seen = Optional.of(new Counts(all.size() - dead, dead));
  }

  void forget() {
    seen = Optional.empty();
  }

  private Counts known() {
    return seen.orElse(new Counts(0, 0));
  }
}
