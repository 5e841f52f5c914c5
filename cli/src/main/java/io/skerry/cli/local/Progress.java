package io.skerry.cli.local;

/// Hears how starting and running go on. Called by several threads.
@FunctionalInterface
public interface Progress {
  /// One line for people.
  void say(String line);

  /// Hears nothing.
  static Progress silent() {
    return line -> {};
  }
}
