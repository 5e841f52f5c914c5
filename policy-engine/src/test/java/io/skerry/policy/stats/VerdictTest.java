package io.skerry.policy.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Verdict GREEN = new Verdict.Green(List.of(), "good");
  private static final Verdict RED = new Verdict.Red(List.of(), "bad");
  private static final Verdict OPEN = new Verdict.Inconclusive(List.of(), "open");

  @Test
  void oneRedIsEnoughAndGreenNeedsAll() {
    assertThat(Verdict.all(List.of(GREEN, OPEN, RED))).isEqualTo(RED);
    assertThat(Verdict.all(List.of(GREEN, OPEN))).isEqualTo(OPEN);
    assertThat(Verdict.all(List.of(GREEN, GREEN)).reason()).isEqualTo("good; good");
    assertThat(Verdict.all(List.of(GREEN))).isEqualTo(GREEN);
  }

  @Test
  void nothingMeasuredIsNoSuccess() {
    assertThat(Verdict.all(List.of())).isInstanceOf(Verdict.Inconclusive.class);
  }

  @Test
  void sharedRisksAddUpToTheWhole() {
    Alpha alpha = new Alpha(0.01);
    assertThat(alpha.shared(4).value() * 4).isEqualTo(0.01);
    double spent =
        IntStream.rangeClosed(1, 100_000).mapToDouble(wave -> alpha.ofWave(wave).value()).sum();
    assertThat(spent).isLessThanOrEqualTo(0.01).isCloseTo(0.01, within(1e-6));
  }

  @Test
  void impossibleRisksAreRefused() {
    assertThatThrownBy(() -> new Alpha(0)).hasMessage("alpha: above 0, at most 0.5, was 0.0");
    assertThatThrownBy(() -> new Alpha(0.01).shared(0)).hasMessage("questions: at least 1, was 0");
    assertThatThrownBy(() -> new Alpha(0.01).ofWave(0)).hasMessage("wave: counted from 1, was 0");
    assertThatThrownBy(() -> new Requirement(0, new Alpha(0.01)))
        .hasMessage("minSamples: at least 1, was 0");
  }
}
