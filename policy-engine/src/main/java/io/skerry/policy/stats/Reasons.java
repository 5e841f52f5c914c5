package io.skerry.policy.stats;

import java.util.Locale;

/// One sentence for people, from the figures.
final class Reasons {

  private Reasons() {}

  static String tooFew(Evidence evidence) {
    return String.format(
        Locale.ROOT,
        "%s: %,d requests%s are too few to judge; %s %,d",
        evidence.measure().title(),
        evidence.canary().samples(),
        evidence
            .baseline()
            .map(side -> String.format(Locale.ROOT, " (baseline %,d)", side.samples()))
            .orElse(""),
        evidence.baseline().isPresent() ? "each side needs" : "it takes",
        evidence.requirement().minSamples());
  }

  static String worse(Evidence evidence) {
    return String.format(
        "%s: at least %s, the limit is %s",
        seen(evidence),
        bound(evidence, evidence.bounds().lower()),
        bound(evidence, evidence.limit()));
  }

  static String notWorse(Evidence evidence) {
    return String.format(
        "%s: at most %s, the limit is %s",
        seen(evidence),
        bound(evidence, evidence.bounds().upper()),
        bound(evidence, evidence.limit()));
  }

  static String undecided(Evidence evidence) {
    return String.format(
        "%s: anything from %s to %s, so the limit of %s is neither kept nor broken for sure",
        seen(evidence),
        bound(evidence, evidence.bounds().lower()),
        bound(evidence, evidence.bounds().upper()),
        bound(evidence, evidence.limit()));
  }

  private static String bound(Evidence evidence, double value) {
    return evidence.measure().showBound(value);
  }

  private static String seen(Evidence evidence) {
    return evidence.measure().title()
        + " "
        + side(evidence, evidence.canary())
        + evidence.baseline().map(side -> " against " + side(evidence, side)).orElse("");
  }

  private static String side(Evidence evidence, Evidence.Seen side) {
    return String.format(
        Locale.ROOT,
        "%s of %,d requests",
        evidence.measure().showSeen(side.value()),
        side.samples());
  }
}
