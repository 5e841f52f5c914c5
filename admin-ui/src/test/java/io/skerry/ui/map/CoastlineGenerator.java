package io.skerry.ui.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;

/// Makes `coastlines.bin` from `countries-110m.json` of the npm package `world-atlas` 2.0.2. Run by
/// hand when the source changes; the result is committed, so a build needs no network.
///
/// 1. Decode the arcs of the TopoJSON (delta-encoded, quantised) and join them to rings.
/// 2. Unroll each ring so that it never jumps at 180 degrees; a ring around a pole is closed along
///    the pole.
/// 3. Cut it at every antimeridian and shift the parts back to -180..180, so that no part draws a
///    bar across the map.
/// 4. Write hundredths of a degree, as zigzag deltas of variable length.
public final class CoastlineGenerator {

  private static final double FULL = 360;
  private static final double HALF = 180;

  private CoastlineGenerator() {}

  private record Point(double lon, double lat) {}

  /// Arguments: the TopoJSON file, the file to write.
  public static void main(String[] args) throws IOException {
    JsonNode topology = new ObjectMapper().readTree(Path.of(args[0]).toFile());
    List<List<Point>> arcs = arcs(topology);
    var parts = new ArrayList<List<Point>>();
    for (JsonNode country : topology.path("objects").path("countries").path("geometries")) {
      boolean single = country.path("type").asText().equals("Polygon");
      for (JsonNode polygon : single ? List.of(country.path("arcs")) : country.path("arcs")) {
        for (JsonNode ring : polygon) {
          parts.addAll(cut(unrolled(joined(ring, arcs))));
        }
      }
    }
    Files.write(Path.of(args[1]), encode(parts));
  }

  private static List<List<Point>> arcs(JsonNode topology) {
    JsonNode scale = topology.path("transform").path("scale");
    JsonNode shift = topology.path("transform").path("translate");
    var arcs = new ArrayList<List<Point>>();
    for (JsonNode arc : topology.path("arcs")) {
      var points = new ArrayList<Point>();
      long x = 0;
      long y = 0;
      for (JsonNode step : arc) {
        x += step.get(0).asLong();
        y += step.get(1).asLong();
        points.add(
            new Point(
                x * scale.get(0).asDouble() + shift.get(0).asDouble(),
                y * scale.get(1).asDouble() + shift.get(1).asDouble()));
      }
      arcs.add(points);
    }
    return arcs;
  }

  private static List<Point> joined(JsonNode ring, List<List<Point>> arcs) {
    var points = new ArrayList<Point>();
    for (JsonNode reference : ring) {
      int index = reference.asInt();
      List<Point> arc = index >= 0 ? arcs.get(index) : arcs.get(~index).reversed();
      points.addAll(points.isEmpty() ? arc : arc.subList(1, arc.size()));
    }
    return points;
  }

  private static List<Point> unrolled(List<Point> ring) {
    var points = new ArrayList<Point>();
    double turn = 0;
    double before = ring.getFirst().lon();
    for (Point point : ring) {
      if (point.lon() - before > HALF) {
        turn -= FULL;
      } else if (point.lon() - before < -HALF) {
        turn += FULL;
      }
      before = point.lon();
      points.add(new Point(point.lon() + turn, point.lat()));
    }
    if (Math.abs(points.getLast().lon() - points.getFirst().lon()) > HALF) {
      double pole = points.getFirst().lat() < 0 ? -90 : 90;
      points.add(new Point(points.getLast().lon(), pole));
      points.add(new Point(points.getFirst().lon(), pole));
    }
    return points;
  }

  private static List<List<Point>> cut(List<Point> ring) {
    var parts = new ArrayList<List<Point>>();
    for (double turn = -FULL; turn <= FULL; turn += FULL) {
      double west = turn - HALF;
      double east = turn + HALF;
      List<Point> part = clip(clip(ring, west, lon -> lon >= west), east, lon -> lon <= east);
      double back = turn;
      if (part.size() > 2) {
        parts.add(part.stream().map(p -> new Point(p.lon() - back, p.lat())).toList());
      }
    }
    return parts;
  }

  /// Sutherland-Hodgman against one meridian.
  private static List<Point> clip(List<Point> ring, double meridian, DoublePredicate inside) {
    var kept = new ArrayList<Point>();
    for (int i = 0; i < ring.size(); i++) {
      Point from = ring.get((i + ring.size() - 1) % ring.size());
      Point to = ring.get(i);
      if (inside.test(from.lon()) != inside.test(to.lon())) {
        double share = (meridian - from.lon()) / (to.lon() - from.lon());
        kept.add(new Point(meridian, from.lat() + share * (to.lat() - from.lat())));
      }
      if (inside.test(to.lon())) {
        kept.add(to);
      }
    }
    return kept;
  }

  private static byte[] encode(List<List<Point>> parts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(Coastlines.MAGIC);
      writeVarint(out, parts.size());
      for (List<Point> part : parts) {
        writeVarint(out, part.size());
        int lon = 0;
        int lat = 0;
        for (Point point : part) {
          int nextLon = (int) Math.round(point.lon() * Coastlines.UNITS_PER_DEGREE);
          int nextLat = (int) Math.round(point.lat() * Coastlines.UNITS_PER_DEGREE);
          writeVarint(out, zigzag(nextLon - lon));
          writeVarint(out, zigzag(nextLat - lat));
          lon = nextLon;
          lat = nextLat;
        }
      }
    }
    return bytes.toByteArray();
  }

  private static int zigzag(int value) {
    return (value << 1) ^ (value >> 31);
  }

  private static void writeVarint(DataOutputStream out, int value) throws IOException {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }
}
