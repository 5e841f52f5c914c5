package io.skerry.policy.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.FreezeWindow;
import io.skerry.schema.model.FreezeWindow.When;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreezeWindowsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final FreezeWindow WEEKEND =
      window("weekend", recurring("0 18 * * FRI", BERLIN, Duration.ofHours(60)));

  @Test
  void aWindowIsOpenFromItsFirstInstantUntilItsLast() {
    assertThat(at("2026-11-20T16:59:59.999Z", WEEKEND).isActive()).isFalse();
    assertThat(at("2026-11-20T17:00:00Z", WEEKEND).isActive()).isTrue();
    assertThat(at("2026-11-23T04:59:59.999Z", WEEKEND).isActive()).isTrue();
    assertThat(at("2026-11-23T05:00:00Z", WEEKEND).isActive()).isFalse();
  }

  @Test
  void theReasonNamesTheWindowAndTheEndIsKnown() {
    Freeze freeze = at("2026-11-21T12:00:00Z", WEEKEND);

    assertThat(freeze.active()).contains("weekend (nobody is there)");
    assertThat(freeze.until()).contains(Instant.parse("2026-11-23T05:00:00Z"));
  }

  @Test
  void theClocksOfTheZoneCountInSummerToo() {
    assertThat(at("2026-07-03T15:59:59Z", WEEKEND).isActive()).isFalse();
    assertThat(at("2026-07-03T16:00:00Z", WEEKEND).isActive()).isTrue();
  }

  @Test
  void anOccurrenceThatAChangeOfTheClocksSkipsStillComes() {
    // On 2026-03-29 the clocks of Berlin go from 02:00 to 03:00.
    FreezeWindow night = window("night", recurring("30 2 * * *", BERLIN, Duration.ofHours(1)));

    assertThat(at("2026-03-29T01:45:00Z", night).isActive()).isTrue();
  }

  @Test
  void openWindowsAreNamedTogetherAndTheLastEndCounts() {
    FreezeWindow sale = once("a-sale", "2026-11-21T00:00:00Z", "2026-11-24T00:00:00Z");

    Freeze freeze = at("2026-11-22T00:00:00Z", WEEKEND, sale);

    assertThat(freeze.active()).contains("a-sale (nobody is there); weekend (nobody is there)");
    assertThat(freeze.until()).contains(Instant.parse("2026-11-24T00:00:00Z"));
  }

  @Test
  void afterAFreezeItsEndIsRemembered() {
    assertThat(at("2026-11-24T00:00:00Z", WEEKEND))
        .isEqualTo(
            new Freeze(Optional.empty(), Optional.empty(), Instant.parse("2026-11-23T05:00:00Z")));
  }

  @Test
  void withoutWindowsNothingIsFrozen() {
    assertThat(at("2026-11-24T00:00:00Z")).isEqualTo(Freeze.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"61 * * * *", "* * *", "every day", "0 0 31 2 *", "0 0 0 0 0"})
  void anExpressionThatMeansNothingIsRefusedWithARemedy(String cron) {
    List<FieldError> errors =
        FreezeWindows.errors(
            new FreezeWindow.Spec(recurring(cron, BERLIN, Duration.ofHours(1)), ""));

    assertThat(errors).hasSize(1);
    assertThat(errors.getFirst().field()).isEqualTo("spec.cron");
    assertThat(errors.getFirst().message()).contains("five fields");
  }

  private static Freeze at(String now, FreezeWindow... windows) {
    return FreezeWindows.at(List.of(windows), Instant.parse(now));
  }

  private static FreezeWindow once(String name, String from, String until) {
    return window(name, new When.Once(Instant.parse(from), Instant.parse(until)));
  }

  private static When recurring(String cron, ZoneId zone, Duration duration) {
    return new When.Recurring(cron, zone, duration);
  }

  private static FreezeWindow window(String name, When when) {
    return new FreezeWindow(
        new Metadata(new ResourceName(name), TenantName.NONE, Map.of(), Map.of(), Optional.empty()),
        new FreezeWindow.Spec(when, "nobody is there"));
  }
}
