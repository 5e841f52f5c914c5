package io.skerry.ui.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CoastlinesTest {

  private final Coastlines coastlines = Coastlines.load();

  @Test
  void pictureIsSmallAndComplete() throws IOException {
    try (InputStream in = Coastlines.class.getResourceAsStream("coastlines.bin")) {
      assertThat(in).isNotNull();
      assertThat(in.readAllBytes().length).isLessThan(40_000);
    }
    assertThat(coastlines.rings()).hasSizeGreaterThan(280);
  }

  @Test
  void noOutlineDrawsABarAcrossTheMap() {
    for (Coastlines.Ring ring : coastlines.rings()) {
      int points = ring.lons().length;
      for (int i = 0; i < points; i++) {
        int next = (i + 1) % points;
        boolean alongThePole = ring.lats()[i] < -84 && ring.lats()[next] < -84;
        assertThat(alongThePole || Math.abs(ring.lons()[i] - ring.lons()[next]) < 60).isTrue();
      }
    }
  }

  @Test
  void everythingIsOnEarth() {
    for (Coastlines.Ring ring : coastlines.rings()) {
      assertThat(Arrays.stream(ring.lons())).allMatch(lon -> Math.abs(lon) <= 180);
      assertThat(Arrays.stream(ring.lats())).allMatch(lat -> Math.abs(lat) <= 90);
    }
  }
}
