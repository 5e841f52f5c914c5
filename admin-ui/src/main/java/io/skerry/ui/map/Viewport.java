package io.skerry.ui.map;

import io.skerry.ui.state.GeoPoint;

/// Which part of the world is seen, and where a place lands on the screen. Miller's projection:
/// less swollen poles than Mercator. Immutable.
///
/// @param width of the screen area in pixels
/// @param height of the screen area in pixels
/// @param centerX projected x in the middle, -π to π
/// @param centerY projected y in the middle, north positive
/// @param scale pixels per projected unit
public record Viewport(double width, double height, double centerX, double centerY, double scale) {

  private static final double SOUTH = project(-57);
  private static final double NORTH = project(77);
  private static final double MAX_ZOOM = 400;
  private static final double BEND = 0.4;
  private static final double STRETCH = 1.25;

  /// A pixel position.
  public record Pixel(double x, double y) {

    /// The distance to another pixel.
    public double distance(Pixel other) {
      return Math.hypot(x - other.x, y - other.y);
    }
  }

  /// The whole inhabited world, as large as fits.
  public static Viewport world(double width, double height) {
    double w = Math.max(1, width);
    double h = Math.max(1, height);
    double scale = Math.min(w / (2 * Math.PI), h / (NORTH - SOUTH));
    return new Viewport(w, h, 0, (NORTH + SOUTH) / 2, scale);
  }

  /// Miller's y of a latitude.
  private static double project(double lat) {
    return STRETCH * Math.log(Math.tan(Math.PI / 4 + BEND * Math.toRadians(lat)));
  }

  /// How much closer than the whole world; 1 is the world.
  public double zoom() {
    return scale / world(width, height).scale;
  }

  /// The pixel column of a longitude.
  public double x(double lon) {
    return width / 2 + (Math.toRadians(lon) - centerX) * scale;
  }

  /// The pixel row of a latitude.
  public double y(double lat) {
    return height / 2 - (project(lat) - centerY) * scale;
  }

  /// The pixel of a place.
  public Pixel pixel(GeoPoint place) {
    return new Pixel(x(place.lon()), y(place.lat()));
  }

  /// The same view moved by that many pixels, kept on the world.
  public Viewport panned(double dx, double dy) {
    return bounded(centerX - dx / scale, centerY + dy / scale, scale);
  }

  /// The view `factor` times closer, with the place under (x, y) staying there; between the world
  /// and a city.
  public Viewport zoomed(double factor, double x, double y) {
    double world = world(width, height).scale;
    double next = Math.clamp(scale * factor, world, world * MAX_ZOOM);
    double atX = centerX + (x - width / 2) / scale;
    double atY = centerY - (y - height / 2) / scale;
    return bounded(atX - (x - width / 2) / next, atY + (y - height / 2) / next, next);
  }

  /// The view with that place in the middle, at least `zoom` times closer than the world.
  public Viewport centeredOn(GeoPoint place, double zoom) {
    double next = Math.max(scale, world(width, height).scale * zoom);
    return bounded(Math.toRadians(place.lon()), project(place.lat()), next);
  }

  /// The same part of the world on an area of another size.
  public Viewport resized(double newWidth, double newHeight) {
    Viewport world = world(newWidth, newHeight);
    double next = world.scale * zoom();
    return new Viewport(world.width, world.height, centerX, centerY, next)
        .bounded(centerX, centerY, next);
  }

  private Viewport bounded(double x, double y, double newScale) {
    double halfX = Math.min(Math.PI, width / 2 / newScale);
    double halfY = Math.min((NORTH - SOUTH) / 2, height / 2 / newScale);
    return new Viewport(
        width,
        height,
        Math.clamp(x, halfX - Math.PI, Math.PI - halfX),
        Math.clamp(y, SOUTH + halfY, NORTH - halfY),
        newScale);
  }
}
