package io.skerry.control.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Outboxes;
import org.junit.jupiter.api.Test;

final class OutboxAlarmTest {

  private final OutboxAlarm alarm = new OutboxAlarm(10);
  private FleetImage image = FleetImage.EMPTY;

  private boolean raisedAt(int waiting) {
    FleetDelta delta = Outboxes.resized(image, waiting);
    image = delta.after();
    alarm.onDelta(delta);
    return alarm.isRaised();
  }

  @Test
  void theAlarmIsRaisedAtSeventyPercentAndClearedBelowSixty() {
    assertThat(raisedAt(6)).isFalse();
    assertThat(raisedAt(7)).isTrue();
    assertThat(raisedAt(8)).isTrue();
    assertThat(raisedAt(7)).isTrue();
    assertThat(raisedAt(6)).isFalse();
  }
}
