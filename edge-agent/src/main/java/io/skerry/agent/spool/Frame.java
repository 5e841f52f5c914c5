package io.skerry.agent.spool;

import io.skerry.schema.model.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/// One checksummed record of a journal file: magic, type, length, CRC-32C over the rest, payload.
///
/// @param type what the payload is
/// @param offset of the payload in its file
/// @param payload of the record
record Frame(Type type, long offset, Bytes payload) {

  static final int HEADER = 13;

  /// Larger than any content that a store can hold.
  static final int MAX_PAYLOAD = 4 << 20;

  private static final int MAGIC = 0x534B5231;
  private static final int TYPE_AT = 4;
  private static final int CHECKSUM_AT = 9;

  enum Type {
    CONTENT('C'),
    ACTIVATION('A'),
    TRIAL('T');

    private final byte code;

    Type(char code) {
      this.code = (byte) code;
    }

    static Optional<Type> of(byte code) {
      for (Type type : values()) {
        if (type.code == code) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }
  }

  /// Some bytes that are no frame.
  ///
  /// @param from offset of the first
  /// @param length how many
  record Gap(long from, int length) {}

  /// What a file holds, as far as it can be read.
  ///
  /// @param frames in file order
  /// @param gaps everything else, in file order
  record Scan(List<Frame> frames, List<Gap> gaps) {}

  /// Writes a frame at a buffer's position.
  ///
  /// @param out with room for it
  /// @param length of the payload
  /// @param payload writes so much
  static void write(ByteBuffer out, Type type, int length, Consumer<ByteBuffer> payload) {
    int start = out.position();
    out.putInt(MAGIC).put(type.code).putInt(length).putInt(0);
    payload.accept(out);
    out.putInt(
        start + CHECKSUM_AT,
        checksum(type.code, length, out.duplicate().flip().position(start + HEADER)));
  }

  /// Reads a whole file. After damage it goes on at the next intact frame.
  static Scan scan(byte[] file) {
    List<Frame> frames = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    int gapFrom = 0;
    int at = 0;
    while (at < file.length) {
      int length = intactAt(file, at);
      if (length < 0) {
        at++;
        continue;
      }
      addGap(gaps, gapFrom, at);
      int from = at + HEADER;
      Bytes payload = Bytes.copyOf(Arrays.copyOfRange(file, from, from + length));
      Type.of(file[at + TYPE_AT]).ifPresent(type -> frames.add(new Frame(type, from, payload)));
      at = from + length;
      gapFrom = at;
    }
    addGap(gaps, gapFrom, at);
    return new Scan(frames, gaps);
  }

  private static void addGap(List<Gap> gaps, int from, int to) {
    if (to > from) {
      gaps.add(new Gap(from, to - from));
    }
  }

  /// The payload's length of the intact frame at an offset, or -1 when there is none.
  private static int intactAt(byte[] file, int at) {
    if (file.length - at < HEADER) {
      return -1;
    }
    ByteBuffer header = ByteBuffer.wrap(file, at, HEADER);
    if (header.getInt() != MAGIC) {
      return -1;
    }
    byte type = header.get();
    int length = header.getInt();
    int expected = header.getInt();
    boolean plausible =
        Type.of(type).isPresent()
            && length >= 0
            && length <= Math.min(MAX_PAYLOAD, file.length - at - HEADER);
    return plausible
            && checksum(type, length, ByteBuffer.wrap(file, at + HEADER, length)) == expected
        ? length
        : -1;
  }

  private static int checksum(byte type, int length, ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(type);
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    crc.update(payload);
    return (int) crc.getValue();
  }
}
