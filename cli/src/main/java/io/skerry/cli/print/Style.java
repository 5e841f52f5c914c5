package io.skerry.cli.print;

/// How urgently a text wants to be seen.
public enum Style {
  PLAIN(""),
  GOOD("\u001b[32m"),
  BUSY("\u001b[33m"),
  BAD("\u001b[31m"),
  DIM("\u001b[2m"),
  BOLD("\u001b[1m");

  private static final String RESET = "\u001b[0m";

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /// The text with this style's terminal codes around it.
  String around(String text) {
    return code.isEmpty() || text.isEmpty() ? text : code + text + RESET;
  }
}
