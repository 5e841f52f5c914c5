package io.skerry.schema.model;

/// A validated resource name: 1 to 63 characters of `[a-z0-9-]`, starting and ending with a letter
/// or digit. Safe to use as a key segment, a path segment and a label value.
///
/// @param value the name
public record ResourceName(String value) implements Comparable<ResourceName> {

  /// What a name may look like, for messages.
  public static final String SYNTAX = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  private static final int MAX_LENGTH = 63;

  /// Refuses anything that is not a name with `IllegalArgumentException`; decoders check [#isValid]
  /// first and answer with a field error instead.
  public ResourceName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a resource name: must match " + SYNTAX);
    }
  }

  /// Whether `text` is a name.
  public static boolean isValid(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!isAllowed(text.charAt(i))) {
        return false;
      }
    }
    return text.charAt(0) != '-' && text.charAt(length - 1) != '-';
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  @Override
  public int compareTo(ResourceName other) {
    return value.compareTo(other.value);
  }

  // Written out because the JDK spins classes for a record's own at first use, some 30 ms of a
  // start.
  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
