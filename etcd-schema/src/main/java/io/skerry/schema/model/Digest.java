package io.skerry.schema.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A SHA-256 digest: the address of a blob or snapshot.
///
/// @param hex 64 lower-case hexadecimal digits
public record Digest(String hex) implements Comparable<Digest> {

  private static final Pattern PATTERN = Pattern.compile("[0-9a-f]{64}");

  /// Refuses anything else with `IllegalArgumentException`.
  public Digest {
    if (!isValid(hex)) {
      throw new IllegalArgumentException("not a SHA-256 digest: must be 64 lower-case hex digits");
    }
  }

  /// Whether `text` is a digest.
  public static boolean isValid(String text) {
    return PATTERN.matcher(text).matches();
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

  @Override
  public String toString() {
    return hex;
  }
}
