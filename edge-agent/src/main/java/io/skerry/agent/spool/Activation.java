package io.skerry.agent.spool;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.ResourceName;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// The record that a node moved to a ref.
///
/// @param node that moved
/// @param generation of the ref
/// @param at when, by the node's clock
/// @param durationMicros from receiving the ref to being ready to persist it
/// @param ref the stored form of the ref, without attachments
public record Activation(
    ResourceName node, long generation, Instant at, long durationMicros, Bytes ref) {

  byte[] encode() {
    byte[] name = node.value().getBytes(StandardCharsets.UTF_8);
    byte[] refBytes = ref.toArray();
    return ByteBuffer.allocate(1 + name.length + 3 * Long.BYTES + Integer.BYTES + refBytes.length)
        .put((byte) name.length)
        .put(name)
        .putLong(generation)
        .putLong(at.getEpochSecond())
        .putInt(at.getNano())
        .putLong(durationMicros)
        .put(refBytes)
        .array();
  }

  static Optional<Activation> decode(byte[] payload) {
    ByteBuffer in = ByteBuffer.wrap(payload);
    try {
      String name = new String(take(in, Byte.toUnsignedInt(in.get())), StandardCharsets.UTF_8);
      long generation = in.getLong();
      Instant at = Instant.ofEpochSecond(in.getLong(), in.getInt());
      long durationMicros = in.getLong();
      Bytes ref = Bytes.copyOf(take(in, in.remaining()));
      return ResourceName.isValid(name)
          ? Optional.of(new Activation(new ResourceName(name), generation, at, durationMicros, ref))
          : Optional.empty();
    } catch (BufferUnderflowException | DateTimeException malformed) {
      return Optional.empty();
    }
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] part = new byte[Math.min(length, in.remaining())];
    in.get(part);
    return part;
  }
}
