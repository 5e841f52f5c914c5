package io.skerry.agent.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Lines of the request log as the bytes that go to disk, so that a line that waits is not a dozen
/// objects that the collector has to keep. Grows to a bound. Used by one thread at a time.
final class LineBuffer {

  /// What no line is longer than.
  private static final int LONGEST_LINE = 2 * 1024;

  static final int FIRST_SIZE = 8 * 1024;
  private static final int MICRO_DIGITS = 6;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int TEN = 10;

  private final int most;
  private byte[] bytes = new byte[FIRST_SIZE];
  private int size;
  private long second = Long.MIN_VALUE;
  private byte[] secondText = new byte[0];

  /// @param most bytes, at least 8 KiB
  LineBuffer(int most) {
    this.most = most;
  }

  /// Whether another line fits.
  boolean hasRoom() {
    return size + LONGEST_LINE <= most;
  }

  /// Begins a line, which comes to 2 KiB at most.
  void begin(Instant at) {
    if (bytes.length - size < LONGEST_LINE) {
      bytes = Arrays.copyOf(bytes, Math.min(most, 2 * bytes.length));
    }
    if (at.getEpochSecond() != second) {
      second = at.getEpochSecond();
      String text = Instant.ofEpochSecond(second).toString();
      secondText = ascii(text.substring(0, text.length() - 1));
    }
    append(secondText);
    append('.');
    padded(at.getNano() / NANOS_PER_MICRO);
    append('Z');
  }

  /// A word from outside after a space: it cannot end the line or begin another word.
  LineBuffer word(String text, int longest) {
    append(' ');
    int length = Math.min(text.length(), longest);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      append(c > ' ' && c < 0x7f ? c : '?');
    }
    if (length == 0) {
      append('-');
    }
    return this;
  }

  /// A number, 0 or more, after a space.
  LineBuffer number(long value) {
    append(' ');
    return plain(Long.toString(value));
  }

  /// Text without spaces, controls or anything beyond ASCII, of a bounded length.
  LineBuffer plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      append(text.charAt(i));
    }
    return this;
  }

  /// What was added since the last time.
  byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, size);
    size = 0;
    return taken;
  }

  private void padded(int micros) {
    int rest = micros;
    for (int i = MICRO_DIGITS - 1; i >= 0; i--) {
      bytes[size + i] = (byte) ('0' + rest % TEN);
      rest /= TEN;
    }
    size += MICRO_DIGITS;
  }

  private void append(char c) {
    bytes[size] = (byte) c;
    size++;
  }

  private void append(byte[] text) {
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
