package io.skerry.ui.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skerry.ui.state.GeoPoint;
import org.junit.jupiter.api.Test;

class ViewportTest {

  private static final GeoPoint TOKYO = new GeoPoint(35.7, 139.7);

  private final Viewport world = Viewport.world(1000, 500);

  @Test
  void wholeWorldFitsBetweenBothEdges() {
    assertThat(world.x(-180)).isGreaterThanOrEqualTo(-0.001);
    assertThat(world.x(180)).isLessThanOrEqualTo(1000.001);
    assertThat(world.y(70)).isPositive();
    assertThat(world.y(-54)).isLessThan(500);
  }

  @Test
  void zoomingKeepsThePlaceUnderThePointer() {
    Viewport.Pixel at = world.pixel(TOKYO);
    Viewport closer = world.zoomed(8, at.x(), at.y());
    assertThat(closer.pixel(TOKYO).distance(at)).isCloseTo(0, within(0.01));
    assertThat(closer.zoom()).isCloseTo(8, within(0.001));
  }

  @Test
  void zoomStaysBetweenWorldAndCity() {
    assertThat(world.zoomed(0.1, 1, 1).zoom()).isCloseTo(1, within(1e-9));
    assertThat(world.zoomed(1e9, 1, 1).zoom()).isCloseTo(400, within(1e-6));
  }

  @Test
  void panningStopsAtTheEdgeOfTheWorld() {
    Viewport far = world.zoomed(4, 500, 250).panned(1e6, 1e6);
    assertThat(far.x(-180)).isCloseTo(0, within(0.01));
  }

  @Test
  void resizingKeepsTheZoomAndTheMiddle() {
    Viewport before = world.centeredOn(TOKYO, 6);
    Viewport after = before.resized(1400, 700);
    assertThat(after.zoom()).isCloseTo(before.zoom(), within(1e-6));
    assertThat(after.pixel(TOKYO).x()).isCloseTo(700.0, within(1.0));
  }
}
