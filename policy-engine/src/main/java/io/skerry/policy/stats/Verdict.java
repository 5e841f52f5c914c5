package io.skerry.policy.stats;

import java.util.List;

/// What a gate says, now. Looks are free, so ask after every batch; the first red or green of a
/// question is what the guarantee speaks of, so whoever asks keeps it. (Later looks of the same
/// question can fall back to inconclusive as luck evens out.)
public sealed interface Verdict {

  /// The figures this rests on; empty only if nothing was asked.
  List<Evidence> evidence();

  /// Why, in one sentence for each question that mattered.
  String reason();

  /// Shown to be within the limit: the upper confidence bound is below it.
  record Green(List<Evidence> evidence, String reason) implements Verdict {
    public Green {
      evidence = List.copyOf(evidence);
    }
  }

  /// Shown to be beyond the limit: the lower confidence bound is above it.
  record Red(List<Evidence> evidence, String reason) implements Verdict {
    public Red {
      evidence = List.copyOf(evidence);
    }
  }

  /// Neither is shown. Never counts as success.
  record Inconclusive(List<Evidence> evidence, String reason) implements Verdict {
    public Inconclusive {
      evidence = List.copyOf(evidence);
    }
  }

  /// Red if any is red, green if there are some and all are green, else inconclusive.
  ///
  /// The risk of a wrong red is at most the sum of all their risks: divide it with [Alpha#shared].
  /// A wrong green takes a wrong green of each limit that is broken, so its risk is at most the
  /// largest of theirs.
  static Verdict all(List<Verdict> verdicts) {
    List<Verdict> reds = verdicts.stream().filter(each -> each instanceof Red).toList();
    if (!reds.isEmpty()) {
      return new Red(evidence(verdicts), reasons(reds));
    }
    List<Verdict> open = verdicts.stream().filter(each -> each instanceof Inconclusive).toList();
    if (verdicts.isEmpty()) {
      return new Inconclusive(List.of(), "nothing was measured");
    }
    return open.isEmpty()
        ? new Green(evidence(verdicts), reasons(verdicts))
        : new Inconclusive(evidence(verdicts), reasons(open));
  }

  private static List<Evidence> evidence(List<Verdict> verdicts) {
    return verdicts.stream().flatMap(each -> each.evidence().stream()).toList();
  }

  private static String reasons(List<Verdict> verdicts) {
    return String.join("; ", verdicts.stream().map(Verdict::reason).toList());
  }
}
