package io.skerry.ui.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.ui.map.LabelPlacer.Box;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelPlacerTest {

  private final LabelPlacer placer = new LabelPlacer(200, 100);

  @Test
  void labelsNeverOverlapAndStayInside() {
    List<Box> placed = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      placer.place(10 + i * 3, 10 + i * 29 % 80, 5, 40, 12).ifPresent(placed::add);
    }
    assertThat(placed).hasSizeGreaterThan(5);
    for (Box box : placed) {
      assertThat(placed).filteredOn(other -> !other.equals(box)).noneMatch(box::overlaps);
      assertThat(box.x() >= 0 && box.x() + box.width() <= 200).isTrue();
    }
  }

  @Test
  void labelMovesToTheLeftWhenTheRightIsTaken() {
    placer.claim(120, 50, 10);
    assertThat(placer.place(100, 50, 5, 40, 12).orElseThrow().x()).isEqualTo(50);
  }

  @Test
  void labelWithoutRoomIsLeftOut() {
    assertThat(placer.place(100, 50, 5, 400, 12)).isEmpty();
  }
}
