package io.skerry.control.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.FleetListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns when the outbox grows beyond 70 % of what is expected at most, once per crossing, and says
/// so when it shrank below 60 % again. Nothing is ever refused because of it.
final class OutboxAlarm implements FleetListener {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxAlarm.class);
  private static final double RAISE_AT = 0.7;
  private static final double CLEAR_AT = 0.6;

  private final int expectedMost;
  private volatile boolean raised;

  /// @param expectedMost how many waiting events are expected at most
  OutboxAlarm(int expectedMost) {
    this.expectedMost = expectedMost;
  }

  /// Registers `skerry_outbox_alarm`, 1 while raised.
  OutboxAlarm registerWith(MeterRegistry meters) {
    Gauge.builder("skerry.outbox.alarm", this, it -> it.raised ? 1 : 0).register(meters);
    return this;
  }

  /// Whether the alarm is raised.
  boolean isRaised() {
    return raised;
  }

  @Override
  public void onDelta(FleetDelta delta) {
    int waiting = delta.after().outbox().size();
    if (!raised && waiting >= expectedMost * RAISE_AT) {
      raised = true;
      LOG.warn(
          "{} audit events wait for the history, {} are expected at most: is PostgreSQL reachable?",
          waiting,
          expectedMost);
    } else if (raised && waiting <= expectedMost * CLEAR_AT) {
      raised = false;
      LOG.info("{} audit events wait for the history", waiting);
    }
  }
}
