package io.skerry.schema.key;

/// All keys under a prefix, or exactly one key. Only [Keys] makes ranges, always ending at a
/// segment border, so that `node1` never covers `node10`.
///
/// @param path the prefix with its trailing slash, or the single key
public record KeyRange(String path) {

  /// Whether this is a prefix rather than a single key.
  public boolean isPrefix() {
    return path.endsWith("/");
  }

  /// Whether a path lies in this range.
  public boolean contains(String candidate) {
    return isPrefix() ? candidate.startsWith(path) : candidate.equals(path);
  }
}
