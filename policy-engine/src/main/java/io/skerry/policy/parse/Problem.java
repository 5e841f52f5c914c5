package io.skerry.policy.parse;

/// Why an expression was refused.
///
/// @param line from 1
/// @param column in code points, from 1
/// @param what what is wrong
/// @param remedy what would be right
public record Problem(int line, int column, String what, String remedy) {

  /// `line:column: what; remedy`.
  @Override
  public String toString() {
    return line + ":" + column + ": " + what + "; " + remedy;
  }
}
