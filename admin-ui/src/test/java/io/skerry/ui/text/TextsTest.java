package io.skerry.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
  private static final String BUNDLE = "io.skerry.ui.text.messages";

  private final Texts texts = Texts.of(Locale.ENGLISH, ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "0, 0 s",
    "45, 45 s",
    "200, 3 min 20 s",
    "1500, 25 min",
    "7500, 2 h 5 min",
    "273600, 3 d 4 h",
  })
  void agesAreShort(long seconds, String expected) {
    assertThat(texts.age(Duration.ofSeconds(seconds))).isEqualTo(expected);
  }

  @Test
  void shortTimesPickTheirUnit() {
    assertThat(texts.fine(Duration.ofNanos(850_000))).isEqualTo("850 µs");
    assertThat(texts.fine(Duration.ofNanos(2_310_000))).isEqualTo("2.3 ms");
    assertThat(texts.fine(Duration.ofMillis(1_400))).isEqualTo("1.4 s");
  }

  @Test
  void everyLanguageHasEveryTextAndEveryTextIsWellFormed() {
    ResourceBundle english = ResourceBundle.getBundle(BUNDLE, Locale.ROOT, NO_FALLBACK);
    ResourceBundle german = ResourceBundle.getBundle(BUNDLE, Locale.GERMAN, NO_FALLBACK);
    assertThat(german.getLocale()).isEqualTo(Locale.GERMAN);
    assertThat(german.keySet()).isEqualTo(english.keySet());
    for (String key : english.keySet()) {
      int arguments = new MessageFormat(english.getString(key), Locale.ENGLISH).getFormats().length;
      assertThat(new MessageFormat(german.getString(key), Locale.GERMAN).getFormats())
          .as(key)
          .hasSize(arguments);
    }
  }

  @Test
  void countsAgreeInNumber() {
    assertThat(texts.get("status.size", 1, 3)).isEqualTo("1 node · 3 cells");
    assertThat(texts.get("attention.cell.whole", 2, "lost", "c1"))
        .isEqualTo("Cell c1: all 2 nodes are lost");
    assertThat(texts.get("attention.cell.whole", 1, "lost", "c1"))
        .isEqualTo("Cell c1: its only node is lost");
  }
}
