package io.skerry.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.ui.state.Connection;
import io.skerry.ui.state.Revision;
import io.skerry.ui.state.StreamSignal;
import io.skerry.ui.text.Texts;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShellViewModelTest {

  private static final Instant START = Instant.parse("2026-11-20T11:00:00Z");
  private static final URI LOCAL = URI.create("http://127.0.0.1:8470/");
  private static final URI REMOTE = URI.create("https://cp.example.org/");

  private final Texts texts = Texts.of(Locale.ENGLISH, ZoneOffset.UTC);
  private final ShellViewModel model = new ShellViewModel(START);

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  private void open(long second) {
    model.accept(new StreamSignal.Opened(at(second), true, Duration.ZERO));
  }

  private void lose(long second) {
    model.accept(new StreamSignal.Lost("no answer in time", at(second), at(second + 4)));
  }

  private String pill(long second) {
    return ConnectionText.pill(model, texts, at(second));
  }

  @Test
  void pillTellsConnectingLiveQuietAndOffline() {
    assertThat(pill(1)).isEqualTo("Connecting");
    open(2);
    assertThat(pill(3)).isEqualTo("Live");
    var replica = new StreamSignal.Replica("cp-1", true, "cp-1");
    model.accept(new StreamSignal.Polled(replica, Duration.ofMillis(4), Map.of()));
    assertThat(pill(3)).isEqualTo("Live · 4.0 ms");
    assertThat(pill(22)).isEqualTo("Live · quiet for 20 s");
    lose(30);
    assertThat(pill(42)).isEqualTo("Offline for 12 s");
  }

  @Test
  void offlineKeepsItsBeginningOverFailedAttempts() {
    open(0);
    model.accept(new StreamSignal.Bookmark(new Revision("5"), at(8)));
    lose(10);
    lose(14);
    assertThat(model.connection())
        .isEqualTo(new Connection.Offline(at(10), Optional.of(at(8)), "no answer in time", at(18)));
  }

  @Test
  void bannerTellsAgeReasonAndNextTry() {
    open(0);
    lose(10);
    var offline = (Connection.Offline) model.connection();
    assertThat(ConnectionText.banner(offline, texts, at(12)))
        .isEqualTo(
            "Offline: no answer in time. You see the fleet as it was 12 s ago (11:00:00). Next try in 3 s.");
    assertThat(ConnectionText.banner(offline, texts, at(20))).endsWith("Trying …");
  }

  @Test
  void bannerWithoutAnyDataSaysSo() {
    lose(1);
    var offline = (Connection.Offline) model.connection();
    assertThat(ConnectionText.banner(offline, texts, at(1)))
        .startsWith("No connection: no answer in time.");
  }

  @Test
  void gapNoteStaysUntilItIsDismissed() {
    model.accept(new StreamSignal.Gap(new Revision("7"), at(5)));
    open(6);
    assertThat(model.note()).contains(new ShellViewModel.Note(new Revision("7"), at(5)));
    model.dismissNote();
    assertThat(model.note()).isEmpty();
  }

  @Test
  void agesUseTheServersClock() {
    model.accept(new StreamSignal.Opened(at(0), true, Duration.ofMinutes(3)));
    assertThat(model.serverTime(at(10))).isEqualTo(at(190));
  }

  @Test
  void eventsPerSecondAreAveragedOverTheLastTenSeconds() {
    model.stats().drained(50, at(0), at(0));
    model.stats().drained(30, at(9), at(9));
    assertThat(model.stats().eventsPerSecond(at(10))).isEqualTo(8.0);
    assertThat(model.stats().eventsPerSecond(at(15))).isEqualTo(3.0);
    assertThat(model.stats().eventsPerSecond(at(60))).isZero();
  }

  @Test
  void productionIsRecognisedByItsName() {
    assertThat(Environment.named("eu-prod", LOCAL).tone()).isEqualTo(Environment.Tone.PRODUCTION);
    assertThat(Environment.named("Staging", REMOTE).tone()).isEqualTo(Environment.Tone.STAGING);
    assertThat(Environment.of(LOCAL)).isEqualTo(new Environment("local", Environment.Tone.LOCAL));
    assertThat(Environment.of(REMOTE))
        .isEqualTo(new Environment("cp.example.org", Environment.Tone.OTHER));
  }
}
