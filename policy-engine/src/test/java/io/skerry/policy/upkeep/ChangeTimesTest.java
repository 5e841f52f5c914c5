package io.skerry.policy.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.freeze.Opening;
import io.skerry.schema.model.FreezeWindow.When.Recurring;
import io.skerry.schema.model.NodeStatus.Deferral;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeTimesTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<Recurring> NIGHTS =
      List.of(new Recurring("0 2 * * *", BERLIN, Duration.ofHours(2)));

  @Test
  void aNodeWithoutWindowsMayAlwaysBeChanged() {
    assertThat(new ChangeTimes(Optional.empty(), Optional.empty()).at(at("2026-11-20T12:00:00Z")))
        .isEqualTo(Availability.ALWAYS);
  }

  @Test
  void outsideItsWindowsANodeWaitsForTheNextOne() {
    assertThat(windows("2026-11-20T12:00:00Z"))
        .isEqualTo(
            new Availability.Busy(at("2026-11-21T01:00:00Z"), "outside its maintenance windows"));
  }

  @Test
  void insideAWindowANodeIsFreeSinceItOpened() {
    assertThat(windows("2026-11-21T01:00:00Z"))
        .isEqualTo(new Availability.Free(at("2026-11-20T03:00:00Z"), at("2026-11-21T01:00:00Z")));
    assertThat(windows("2026-11-21T02:59:59Z"))
        .isEqualTo(new Availability.Free(at("2026-11-20T03:00:00Z"), at("2026-11-21T01:00:00Z")));
    assertThat(windows("2026-11-21T03:00:00Z")).isInstanceOf(Availability.Busy.class);
  }

  @Test
  void theZonesClocksDecideAlsoWhenTheyChange() {
    // On 2026-03-29 the clocks of Berlin go from 02:00 to 03:00.
    assertThat(windows("2026-03-29T00:59:00Z"))
        .isEqualTo(
            new Availability.Busy(at("2026-03-29T01:00:00Z"), "outside its maintenance windows"));
    assertThat(windows("2026-03-29T01:00:00Z")).isInstanceOf(Availability.Free.class);
    assertThat(windows("2026-07-01T00:00:00Z")).isInstanceOf(Availability.Free.class);
  }

  @Test
  void ofSeveralWindowsTheFirstToCloseIsLookedAtAgain() {
    List<Recurring> two =
        List.of(
            new Recurring("0 2 * * *", BERLIN, Duration.ofHours(2)),
            new Recurring("30 3 * * *", BERLIN, Duration.ofHours(2)));

    assertThat(Opening.at(two, at("2026-11-21T02:45:00Z")))
        .isEqualTo(
            new Opening.Open(
                at("2026-11-20T04:30:00Z"),
                at("2026-11-21T01:00:00Z"),
                at("2026-11-21T03:00:00Z")));
    assertThat(Opening.at(two, at("2026-11-21T03:00:00Z")))
        .isEqualTo(
            new Opening.Open(
                at("2026-11-21T03:00:00Z"),
                at("2026-11-21T02:30:00Z"),
                at("2026-11-21T04:30:00Z")));
  }

  @Test
  void aWindowThatNeverComesIsClosedForGood() {
    assertThat(
            Opening.at(
                List.of(new Recurring("0 0 30 2 *", BERLIN, Duration.ofHours(1))),
                at("2026-11-21T03:00:00Z")))
        .isEqualTo(new Opening.Closed(Instant.MAX));
  }

  @Test
  void aNodeThatAsksIsLeftAloneAlsoInsideAWindow() {
    Deferral wish =
        new Deferral(at("2026-11-21T01:10:00Z"), at("2026-11-21T01:40:00Z"), "a transmission");

    assertThat(
            new ChangeTimes(
                    Optional.of(Opening.at(NIGHTS, at("2026-11-21T01:20:00Z"))), Optional.of(wish))
                .at(at("2026-11-21T01:20:00Z")))
        .isEqualTo(
            new Availability.Busy(
                at("2026-11-21T01:40:00Z"), "asked not to be changed now: a transmission"));
    assertThat(
            new ChangeTimes(
                    Optional.of(Opening.at(NIGHTS, at("2026-11-21T01:40:00Z"))), Optional.of(wish))
                .at(at("2026-11-21T01:40:00Z")))
        .isEqualTo(new Availability.Free(at("2026-11-21T01:40:00Z")));
  }

  @Test
  void aWishEndsADayAfterItWasFirstSaid() {
    Instant said = at("2026-11-21T01:00:00Z");
    Deferral forEver = new Deferral(said, at("2036-01-01T00:00:00Z"), "");

    assertThat(ChangeTimes.end(forEver)).isEqualTo(said.plus(ChangeTimes.LONGEST_DEFERRAL));
    assertThat(
            new ChangeTimes(Optional.empty(), Optional.of(forEver))
                .at(said.plus(ChangeTimes.LONGEST_DEFERRAL)))
        .isInstanceOf(Availability.Free.class);
  }

  private static Availability windows(String now) {
    return new ChangeTimes(Optional.of(Opening.at(NIGHTS, at(now))), Optional.empty()).at(at(now));
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
