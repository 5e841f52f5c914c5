package io.skerry.agent.spool;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Frames that are written together. Used by one thread.
final class FrameBatch {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Frame> frames = new ArrayList<>();
  private final Set<Digest> contents = new HashSet<>();

  /// Adds a piece of content unless this batch has it.
  void add(Digest digest, byte[] content) {
    if (contents.add(digest)) {
      add(Frame.Type.CONTENT, JournalIndex.contentPayload(digest, content));
    }
  }

  void add(Activation activation) {
    add(Frame.Type.ACTIVATION, activation.encode());
  }

  void add(TrialNote note) {
    add(Frame.Type.TRIAL, note.encode());
  }

  boolean has(Digest digest) {
    return contents.contains(digest);
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /// The frames as they lie in a file that this batch was written to at an offset.
  List<Frame> framesAt(long offset) {
    return frames.stream()
        .map(frame -> new Frame(frame.type(), offset + frame.offset(), frame.payload()))
        .toList();
  }

  private void add(Frame.Type type, byte[] payload) {
    frames.add(new Frame(type, (long) bytes.size() + Frame.HEADER, Bytes.copyOf(payload)));
    bytes.writeBytes(Frame.encode(type, payload));
  }
}
