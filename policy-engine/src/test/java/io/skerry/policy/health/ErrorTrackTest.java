package io.skerry.policy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.health.ErrorTrack.Window;
import io.skerry.schema.model.NodeStatus.ErrorLevel;
import org.junit.jupiter.api.Test;

class ErrorTrackTest {

  private ErrorTrack track = ErrorTrack.NEW;

  private void report(long requests, long errors) {
    track = track.after(new Window(requests, errors));
  }

  @Test
  void aLevelIsReachedOnEnoughRequestsOnly() {
    report(49, 49);
    assertThat(track.level()).isEmpty();
    report(1, 1);
    assertThat(track.level()).contains(ErrorLevel.MOST);
  }

  @Test
  void levelsBeginAtOneFiveAndTwentyPercent() {
    report(1_000, 9);
    assertThat(track.level()).isEmpty();
    report(1_000, 11);
    assertThat(track.level()).contains(ErrorLevel.SOME);
    report(1_000, 130);
    assertThat(track.level()).contains(ErrorLevel.MANY);
    assertThat(track.figures()).isEqualTo("150 of 3000 requests failed");
  }

  @Test
  void aLevelIsLeftBelowHalfOfWhereItBegins() {
    report(100, 6);
    assertThat(track.level()).contains(ErrorLevel.MANY);
    report(100, 0);
    assertThat(track.level()).contains(ErrorLevel.MANY);
    report(100, 0);
    assertThat(track.level()).contains(ErrorLevel.SOME);
    report(1_000, 0);
    assertThat(track.level()).isEmpty();
  }

  @Test
  void onlyTheLastMinuteCounts() {
    report(100, 100);
    for (int i = 0; i < ErrorTrack.WINDOWS; i++) {
      report(100, 0);
    }
    assertThat(track.level()).isEmpty();
  }

  @Test
  void aNodeWithoutRequestsSaysNothingForAWhile() {
    report(100, 100);
    rest(ErrorTrack.IDLE - 1);
    assertThat(track.level()).contains(ErrorLevel.MOST);
    report(1, 1);
    rest(ErrorTrack.IDLE - 1);
    assertThat(track.level()).contains(ErrorLevel.MOST);
  }

  @Test
  void aNodeThatServesNothingAnyMoreErrsNoLonger() {
    report(100, 100);
    rest(ErrorTrack.IDLE);
    assertThat(track.level()).isEmpty();
    assertThat(track.windows()).isEmpty();
  }

  private void rest(int reports) {
    for (int i = 0; i < reports; i++) {
      report(0, 0);
    }
  }
}
