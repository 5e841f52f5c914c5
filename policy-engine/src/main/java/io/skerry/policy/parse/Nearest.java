package io.skerry.policy.parse;

import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Finds what somebody probably meant.
public final class Nearest {

  private static final int MOST_EDITS = 3;
  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(MOST_EDITS);

  private Nearest() {}

  /// The candidate with the fewest edits, the first of several; empty when all are more than three
  /// edits away, or as many as the name has letters.
  public static Optional<String> to(String name, Iterable<String> candidates) {
    Optional<String> nearest = Optional.empty();
    int fewest = Math.min(MOST_EDITS + 1, name.length());
    for (String candidate : candidates) {
      int edits = DISTANCE.apply(name, candidate);
      if (edits >= 0 && edits < fewest) {
        nearest = Optional.of(candidate);
        fewest = edits;
      }
    }
    return nearest;
  }
}
