package io.skerry.agent.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.view.ConfigView;
import io.skerry.agent.view.EntryTree;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.NodeStatus.Condition;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockWatchTest {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  private Instant wall = START;
  private long nanos;
  private final StatusBoard board = new StatusBoard("boot-1", "0.1.0", () -> wall);
  private final ClockWatch watch = new ClockWatch(board, () -> wall, () -> nanos);

  @ParameterizedTest
  @ValueSource(strings = {"P3652D", "P-3652D", "PT1H", "PT-1H"})
  void jumpIsSuspectUntilItIsTakenBack(Duration jump) {
    wall = wall.plus(jump);
    watch.check();
    assertThat(conditions()).containsExactly("ClockSuspect");
    wall = wall.minus(jump);
    watch.check();
    assertThat(conditions()).isEmpty();
  }

  @Test
  void timePassesWithoutSuspicion() {
    for (int month = 0; month < 12; month++) {
      pass(Duration.ofDays(30));
      watch.check();
      assertThat(conditions()).isEmpty();
    }
  }

  @Test
  void controlPlaneSettlesWhichClockIsRight() {
    wall = wall.plus(Duration.ofDays(3652));
    watch.heard(START.plusSeconds(2));
    assertThat(conditions()).containsExactly("ClockSuspect");
    watch.heard(wall.plusSeconds(3));
    assertThat(conditions()).as("it was wrong before").isEmpty();
    pass(Duration.ofDays(30));
    watch.check();
    assertThat(conditions()).isEmpty();
  }

  @Test
  void startBeforeTheLastActivationIsSuspectUntilTheControlPlaneSaysOtherwise() {
    board.activate(
        new ConfigView(
            new ConfigView.Version(Bytes.utf8("x").digest(), 1, START.plus(Duration.ofDays(1)), 5),
            EntryTree.EMPTY));
    watch.check();
    assertThat(conditions()).containsExactly("ClockSuspect");
    watch.heard(wall);
    assertThat(conditions()).isEmpty();
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  private java.util.List<String> conditions() {
    return board.report().conditions().stream().map(Condition::type).toList();
  }
}
