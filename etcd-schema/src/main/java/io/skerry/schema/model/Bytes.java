package io.skerry.schema.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An immutable array of bytes with value equality.
public final class Bytes {

  private final byte[] content;

  /// Made when it is first asked for; threads that ask at the same time make the same one.
  private @Nullable Digest digest;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /// Copies the array.
  public static Bytes copyOf(byte[] content) {
    return new Bytes(content.clone());
  }

  /// Copies what is left of the buffer, whose position stays.
  public static Bytes copyOf(ByteBuffer buffer) {
    byte[] content = new byte[buffer.remaining()];
    buffer.get(buffer.position(), content);
    return new Bytes(content);
  }

  /// The UTF-8 bytes of a text.
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A copy of the content.
  public byte[] toArray() {
    return content.clone();
  }

  /// Writes the content into a buffer with room for it.
  public void writeTo(ByteBuffer buffer) {
    buffer.put(content);
  }

  /// The content read as UTF-8; malformed sequences become replacement characters.
  public String asText() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /// Length in bytes.
  public int size() {
    return content.length;
  }

  /// The SHA-256 of the content. Costs something once only.
  public Digest digest() {
    Digest known = digest;
    if (known == null) {
      known = Digest.of(content);
      digest = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return content.length + " bytes";
  }
}
