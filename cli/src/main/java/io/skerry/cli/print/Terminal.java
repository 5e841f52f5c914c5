package io.skerry.cli.print;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Where a command writes: results to one stream, everything else to the other.
///
/// @param out results, to be piped and parsed
/// @param err progress, warnings and errors, for people
/// @param coloured whether `out` shows colours
/// @param rows how many lines of `out` can be written over; 0 when it is no terminal
public record Terminal(PrintStream out, PrintStream err, boolean coloured, int rows) {
  private static final int USUAL_ROWS = 24;

  /// The process's own streams. Colours need a terminal and no `NO_COLOR`.
  public static Terminal ofProcess(Map<String, String> environment) {
    boolean moves =
        environment.containsKey("SKERRY_TTY") && !"dumb".equals(environment.get("TERM"));
    boolean coloured = moves && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        utf8(System.out), utf8(System.err), coloured, moves ? rows(environment) : 0);
  }

  /// Writes one line of the result.
  public void line(String text) {
    out.println(text);
  }

  /// Writes a table as part of the result, its columns as wide as they must be.
  public void table(List<String> header, List<List<Cell>> cells) {
    Table table = new Table(header);
    table.fit(cells);
    line(table.headerLine());
    cells.forEach(row -> line(table.line(row, coloured)));
  }

  /// Writes one line to people.
  public void note(String text) {
    err.println(text);
  }

  /// The text in this style, where colours are shown.
  public String styled(Style style, String text) {
    return coloured ? style.around(text) : text;
  }

  private static int rows(Map<String, String> environment) {
    String told = environment.getOrDefault("SKERRY_ROWS", "");
    return told.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(told) : USUAL_ROWS;
  }

  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
