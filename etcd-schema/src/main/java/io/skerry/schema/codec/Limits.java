package io.skerry.schema.codec;

/// What a document may measure at most. Every parser enforces the same limits.
public final class Limits {

  /// Objects and arrays inside each other.
  public static final int MAX_DEPTH = 50;

  /// Code units of one string.
  public static final int MAX_STRING = 64 * 1024;

  /// Code units of one field name.
  public static final int MAX_FIELD_NAME = 256;

  /// Characters of one number.
  public static final int MAX_NUMBER = 40;

  /// Values, field names and brackets of one body.
  public static final int MAX_TOKENS = 200_000;

  /// Code points of one YAML stream.
  public static final int MAX_CODE_POINTS = 3_000_000;

  /// Documents of one body.
  public static final int MAX_DOCUMENTS = 500;

  /// The largest integer that a JSON number carries exactly, 2^53 - 1 (RFC 7493).
  public static final long MAX_EXACT_INTEGER = (1L << 53) - 1;

  private Limits() {}
}
