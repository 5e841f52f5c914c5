package io.skerry.ui.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.ui.state.NodeState;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaletteTest {

  static List<Palette> palettes() {
    return List.of(Palette.DARK, Palette.LIGHT);
  }

  @ParameterizedTest
  @MethodSource("palettes")
  void stateColoursStandOutFromEverySurface(Palette palette) {
    for (NodeState state : NodeState.values()) {
      String color = palette.of(state, Palette.Freshness.LIVE);
      assertThat(contrast(color, palette.surfaces().raised())).as(state.wire()).isGreaterThan(4.5);
      assertThat(contrast(color, palette.surfaces().sea())).as(state.wire()).isGreaterThan(3.0);
      assertThat(contrast(color, palette.surfaces().land())).as(state.wire()).isGreaterThan(3.0);
    }
  }

  @ParameterizedTest
  @MethodSource("palettes")
  void writingIsReadable(Palette palette) {
    String raised = palette.surfaces().raised();
    assertThat(contrast(palette.inks().strong(), raised)).isGreaterThan(10);
    assertThat(contrast(palette.inks().soft(), raised)).isGreaterThan(4.5);
    assertThat(contrast(palette.inks().accent(), raised)).isGreaterThan(4.5);
    assertThat(contrast(palette.inks().offline(), raised)).isGreaterThan(3.0);
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String color) {
    return 0.2126 * channel(color, 1) + 0.7152 * channel(color, 3) + 0.0722 * channel(color, 5);
  }

  private static double channel(String color, int at) {
    double value = Integer.parseInt(color.substring(at, at + 2), 16) / 255.0;
    return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
