package io.skerry.cli.print;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Lays out rows in columns as wide as their widest field. Column widths of a live table only grow.
public final class Table {
  private static final String GAP = "   ";

  private final List<String> header;
  private final List<Integer> widths = new ArrayList<>();

  /// A table with these column names.
  public Table(List<String> header) {
    this.header = List.copyOf(header);
    header.forEach(name -> widths.add(name.length()));
  }

  /// Takes the rows into account when laying out the ones that follow.
  public void fit(List<List<Cell>> rows) {
    for (List<Cell> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        widths.set(column, Math.max(widths.get(column), row.get(column).text().length()));
      }
    }
  }

  /// The line with the column names.
  public String headerLine() {
    return line(
        header.stream().map(name -> Cell.of(name.toUpperCase(Locale.ROOT))).toList(), false);
  }

  /// One row, with terminal codes if `coloured`.
  public String line(List<Cell> row, boolean coloured) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      Cell cell = row.get(column);
      line.append(coloured ? cell.style().around(cell.text()) : cell.text());
      if (column < row.size() - 1) {
        int missing = widths.get(column) - cell.text().length();
        line.append(String.join("", Collections.nCopies(Math.max(0, missing), " "))).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }
}
