package io.skerry.schema.model;

/// A point on the globe, WGS 84, in degrees.
///
/// @param lat latitude, -90 to 90
/// @param lon longitude, -180 to 180
public record GeoPoint(double lat, double lon) {}
