package io.skerry.ui.fleet;

/// One line of the side panel.
///
/// @param section the heading it stands under; equal headings follow each other
record Fact(String section, String label, String value, Tone tone) {

  /// How the value is set.
  enum Tone {
    PLAIN,
    MONO,
    GOOD,
    BAD
  }
}
