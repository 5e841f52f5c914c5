package io.skerry.ui.state;

/// A place on earth in degrees; latitude -90 to 90, longitude -180 to 180.
public record GeoPoint(double lat, double lon) {

  /// Clamps what is outside the ranges: a wrong position must not stop the fleet from showing.
  public GeoPoint {
    lat = Math.clamp(lat, -90, 90);
    lon = Math.clamp(lon, -180, 180);
  }
}
