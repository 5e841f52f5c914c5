package io.skerry.ui.map;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The world's countries as closed rings, already cut at the antimeridian. Immutable.
///
/// The resource is big-endian: the magic number, the number of rings, then per ring its number of
/// points and their zigzag deltas (longitude, latitude) in hundredths of a degree; all counts and
/// deltas are variable-length integers.
///
/// @param rings outlines; each closes from its last to its first point
public record Coastlines(List<Ring> rings) {

  /// First four bytes of the resource: `SKM1`.
  public static final int MAGIC = 0x534b4d31;

  /// The grid of the resource.
  public static final double UNITS_PER_DEGREE = 100;

  private static final String RESOURCE = "coastlines.bin";
  private static final int MAX_POINTS = 1_000_000;

  /// One outline in degrees; both arrays have the same length.
  @SuppressWarnings(
      "ArrayRecordComponent") // ten thousand boxed points would cost a frame; never changed
  public record Ring(double[] lons, double[] lats) {}

  public Coastlines {
    rings = List.copyOf(rings);
  }

  /// Reads the picture that is part of the program.
  public static Coastlines load() {
    try (InputStream in = Coastlines.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("the program lacks its resource " + RESOURCE);
      }
      return read(new DataInputStream(new BufferedInputStream(in)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Coastlines read(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException(RESOURCE + " is not a coastline file");
    }
    int count = count(in);
    var rings = new ArrayList<Ring>();
    for (int i = 0; i < count; i++) {
      rings.add(ring(in, count(in)));
    }
    return new Coastlines(rings);
  }

  private static Ring ring(DataInputStream in, int points) throws IOException {
    double[] lons = new double[points];
    double[] lats = new double[points];
    int lon = 0;
    int lat = 0;
    for (int i = 0; i < points; i++) {
      lon += delta(in);
      lat += delta(in);
      lons[i] = lon / UNITS_PER_DEGREE;
      lats[i] = lat / UNITS_PER_DEGREE;
    }
    return new Ring(lons, lats);
  }

  private static int count(DataInputStream in) throws IOException {
    int count = varint(in);
    if (count < 0 || count > MAX_POINTS) {
      throw new IOException(RESOURCE + " claims " + count + " entries");
    }
    return count;
  }

  private static int delta(DataInputStream in) throws IOException {
    int value = varint(in);
    return (value >>> 1) ^ -(value & 1);
  }

  private static int varint(DataInputStream in) throws IOException {
    int value = 0;
    int shift = 0;
    int next;
    do {
      next = in.readUnsignedByte();
      value |= (next & 0x7f) << shift;
      shift += 7;
    } while ((next & 0x80) != 0 && shift < Integer.SIZE);
    return value;
  }
}
