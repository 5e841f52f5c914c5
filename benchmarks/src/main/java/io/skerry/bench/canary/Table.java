package io.skerry.bench.canary;

import io.skerry.policy.stats.Trial;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Prints lines of equal columns.
final class Table {

  private Table() {}

  static void head(String title, String... columns) {
    System.out.printf("%n%s%n", title);
    line(columns);
  }

  /// The first column is wide.
  static void line(String... cells) {
    System.out.println(
        String.format(Locale.ROOT, "%-36s", cells[0])
            + Stream.of(cells)
                .skip(1)
                .map(cell -> String.format(Locale.ROOT, "%18s", cell))
                .collect(Collectors.joining()));
  }

  static String share(Trial.Stops stops) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * stops.share());
  }

  /// Median and 90th percentile of the canary's requests; a dash where the rule did not get that
  /// far.
  static String requests(Trial.Stops stops) {
    return number(stops.quantile(0.5)) + " / " + number(stops.quantile(0.9));
  }

  private static String number(long requests) {
    return requests < 0 ? "-" : String.format(Locale.ROOT, "%,d", requests);
  }
}
