package io.skerry.agent.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.TelemetryReport.Gpu;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvidiaAnswerTest {

  private static final long GIB = 1L << 30;

  @Test
  void everyLineIsACard() {
    assertThat(
            NvidiaAnswer.parse(
                "0, 37, 23028, 5120, 61, NVIDIA A10\n1, 0, 23028, 0, 44, NVIDIA A10\n"))
        .containsExactly(
            new Card(
                Optional.of(new Gpu("0: NVIDIA A10", Optional.of(0.37), 23028L << 20, 5 * GIB)),
                Optional.of(61.0)),
            new Card(
                Optional.of(new Gpu("1: NVIDIA A10", Optional.of(0.0), 23028L << 20, 0)),
                Optional.of(44.0)));
  }

  @Test
  void whatACardDoesNotHaveIsAbsent() {
    assertThat(NvidiaAnswer.parse("3, [N/A], 1024, 512, [Not Supported], GRID, with a comma"))
        .containsExactly(
            new Card(
                Optional.of(new Gpu("3: GRID, with a comma", Optional.empty(), GIB, GIB / 2)),
                Optional.empty()));
    assertThat(NvidiaAnswer.parse("0, 12, [N/A], [N/A], 55, NVIDIA GB10"))
        .containsExactly(new Card(Optional.empty(), Optional.of(55.0)));
  }

  @Test
  void moreThanThereIsIsNotUsed() {
    assertThat(NvidiaAnswer.parse("0, 101, 1024, 2048, 900, \u0007"))
        .containsExactly(
            new Card(
                Optional.of(new Gpu("nvidia0", Optional.empty(), GIB, GIB)), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0, 1, 99999999999, 1, 0, A",
        "0, 1, 999999999999999999999999, 1, -5, A",
        "x, 1, 1024, 1, ERR!, A",
        "0, 1, 1024, [GPU requires reset], [Unknown Error], A",
        "0, 1, , , , "
      })
  void cardsThatMakeNoSenseTellNothing(String line) {
    assertThat(NvidiaAnswer.parse(line))
        .containsExactly(new Card(Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "No devices were found", "\u0000\u0001,,", "0, 1, 1024"})
  void otherTextIsNoCard(String text) {
    assertThat(NvidiaAnswer.parse(text)).isEmpty();
  }
}
