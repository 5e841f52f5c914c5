package io.skerry.schema.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 digest: the address of a blob or snapshot.
///
/// @param hex 64 lower-case hexadecimal digits
public record Digest(String hex) implements Comparable<Digest> {

  private static final int DIGITS = 64;

  /// Refuses anything else with `IllegalArgumentException`.
  public Digest {
    if (!isValid(hex)) {
      throw new IllegalArgumentException("not a SHA-256 digest: must be 64 lower-case hex digits");
    }
  }

  /// Whether `text` is a digest.
  public static boolean isValid(String text) {
    // A leader reads thousands of these for one edit: a regular expression costs ten times as much.
    if (text.length() != DIGITS) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /// The digest of the given bytes.
  public static Digest of(byte[] content) {
    try {
      return new Digest(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /// The first 12 digits, for people.
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  // Written out because the JDK spins classes for a record's own at first use, some 30 ms of a
  // start.
  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that && hex.equals(that.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public String toString() {
    return hex;
  }
}
