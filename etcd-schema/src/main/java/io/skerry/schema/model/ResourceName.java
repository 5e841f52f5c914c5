package io.skerry.schema.model;

import java.util.regex.Pattern;

/// A validated resource name: 1 to 63 characters of `[a-z0-9-]`, starting and ending with a letter
/// or digit. Safe to use as a key segment, a path segment and a label value.
///
/// @param value the name
public record ResourceName(String value) implements Comparable<ResourceName> {

  /// What a name may look like, for messages.
  public static final String SYNTAX = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  private static final Pattern PATTERN = Pattern.compile(SYNTAX);

  /// Refuses anything that is not a name with `IllegalArgumentException`; decoders check [#isValid]
  /// first and answer with a field error instead.
  public ResourceName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a resource name: must match " + SYNTAX);
    }
  }

  /// Whether `text` is a name.
  public static boolean isValid(String text) {
    return PATTERN.matcher(text).matches();
  }

  @Override
  public int compareTo(ResourceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
