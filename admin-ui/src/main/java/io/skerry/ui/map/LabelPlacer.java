package io.skerry.ui.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds room for labels beside marks: right of it, left of it, below, above; a label that fits
/// nowhere is left out. Earlier claims win. Pure but for its list of claims.
public final class LabelPlacer {

  private static final double GAP = 5;

  private final List<Box> taken = new ArrayList<>();
  private final double width;
  private final double height;

  /// A rectangle on the screen.
  public record Box(double x, double y, double width, double height) {

    /// True when both share a point.
    public boolean overlaps(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }

    /// True when the point lies inside.
    public boolean contains(double px, double py) {
      return px >= x && px <= x + width && py >= y && py <= y + height;
    }
  }

  /// Labels stay inside an area of that size.
  public LabelPlacer(double width, double height) {
    this.width = width;
    this.height = height;
  }

  /// Keeps labels off a mark.
  public void claim(double x, double y, double radius) {
    taken.add(new Box(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  /// Finds room for a label of that size beside the mark at (x, y).
  public Optional<Box> place(
      double x, double y, double radius, double labelWidth, double labelHeight) {
    double middle = y - labelHeight / 2;
    double centered = x - labelWidth / 2;
    List<Box> candidates =
        List.of(
            new Box(x + radius + GAP, middle, labelWidth, labelHeight),
            new Box(x - radius - GAP - labelWidth, middle, labelWidth, labelHeight),
            new Box(centered, y + radius + GAP, labelWidth, labelHeight),
            new Box(centered, y - radius - GAP - labelHeight, labelWidth, labelHeight));
    Optional<Box> free = candidates.stream().filter(this::fits).findFirst();
    free.ifPresent(taken::add);
    return free;
  }

  private boolean fits(Box box) {
    boolean inside =
        box.x() >= 0
            && box.y() >= 0
            && box.x() + box.width() <= width
            && box.y() + box.height() <= height;
    return inside && taken.stream().noneMatch(box::overlaps);
  }
}
