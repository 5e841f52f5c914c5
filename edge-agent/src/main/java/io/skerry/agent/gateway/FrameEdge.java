package io.skerry.agent.gateway;

/// Follows the frames of one direction of a WebSocket (RFC 6455) without looking into them.
final class FrameEdge {

  private static final int SHORT_HEAD = 2;
  private static final int MASK_BYTES = 4;
  private static final int LENGTH = 0x7f;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int MASKED = 0x80;

  private final int[] head = new int[SHORT_HEAD + Long.BYTES];
  private int headRead;
  private long left;

  /// The byte at an index.
  interface Bytes {
    byte at(int index);
  }

  /// So many bytes went by.
  void passed(int count, Bytes bytes) {
    int at = 0;
    while (at < count) {
      if (left > 0) {
        int skipped = (int) Math.min(left, count - at);
        left -= skipped;
        at += skipped;
      } else {
        readHead(bytes.at(at) & 0xff);
        at++;
      }
    }
  }

  /// Whether a frame of somebody else may come next.
  boolean isBetweenFrames() {
    return left == 0 && headRead == 0;
  }

  private void readHead(int next) {
    head[headRead] = next;
    headRead++;
    int lengthBytes = lengthBytes();
    if (headRead >= SHORT_HEAD && headRead == SHORT_HEAD + lengthBytes) {
      left = payload(lengthBytes) + ((head[1] & MASKED) == 0 ? 0 : MASK_BYTES);
      headRead = 0;
    }
  }

  private int lengthBytes() {
    return switch (head[1] & LENGTH) {
      case TWO_BYTES -> Short.BYTES;
      case EIGHT_BYTES -> Long.BYTES;
      default -> 0;
    };
  }

  private long payload(int lengthBytes) {
    if (lengthBytes == 0) {
      return head[1] & LENGTH;
    }
    long length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = length << Byte.SIZE | head[SHORT_HEAD + i];
    }
    return length & Long.MAX_VALUE;
  }
}
