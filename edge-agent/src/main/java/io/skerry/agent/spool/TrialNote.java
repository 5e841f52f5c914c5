package io.skerry.agent.spool;

import io.skerry.agent.trial.Trial;
import io.skerry.agent.trial.TrialFormat;
import io.skerry.schema.model.ResourceName;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How a node's snapshots did, at one moment; the last note of a node is what holds.
///
/// @param node whose
/// @param trial the whole of it
record TrialNote(ResourceName node, Trial trial) {

  byte[] encode() {
    byte[] name = node.value().getBytes(StandardCharsets.UTF_8);
    byte[] rest = TrialFormat.encode(trial);
    return ByteBuffer.allocate(1 + name.length + rest.length)
        .put((byte) name.length)
        .put(name)
        .put(rest)
        .array();
  }

  static Optional<TrialNote> decode(byte[] payload) {
    ByteBuffer in = ByteBuffer.wrap(payload);
    try {
      byte[] name = new byte[Byte.toUnsignedInt(in.get())];
      in.get(name);
      String node = new String(name, StandardCharsets.UTF_8);
      return Optional.of(node)
          .filter(ResourceName::isValid)
          .flatMap(
              valid ->
                  TrialFormat.decode(in)
                      .map(trial -> new TrialNote(new ResourceName(valid), trial)));
    } catch (BufferUnderflowException malformed) {
      return Optional.empty();
    }
  }
}
