package io.skerry.cli.print;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where a command writes: results to one stream, everything else to the other.
///
/// @param out results, to be piped and parsed
/// @param err progress, warnings and errors, for people
/// @param coloured whether `out` shows colours
public record Terminal(PrintStream out, PrintStream err, boolean coloured) {

  /// The process's own streams. Colours need a terminal and no `NO_COLOR`.
  public static Terminal ofProcess(Map<String, String> environment) {
    boolean coloured =
        environment.containsKey("SKERRY_TTY")
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    return new Terminal(utf8(System.out), utf8(System.err), coloured);
  }

  /// Writes one line of the result.
  public void line(String text) {
    out.println(text);
  }

  /// Writes one line to people.
  public void note(String text) {
    err.println(text);
  }

  /// The text in this style, where colours are shown.
  public String styled(Style style, String text) {
    return coloured ? style.around(text) : text;
  }

  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
