package io.skerry.cli.print;

/// One field of a table.
///
/// @param text what it shows, without terminal codes
/// @param style how it shows it
public record Cell(String text, Style style) {

  /// A field without emphasis.
  public static Cell of(String text) {
    return new Cell(text, Style.PLAIN);
  }
}
