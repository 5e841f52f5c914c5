package io.skerry.agent.spool;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Frames that are written together. Content is copied once, into the bytes that are written: a
/// manifest may be large, and one is written for each change. Used by one thread.
final class FrameBatch {

  private final List<Item> items = new ArrayList<>();
  private final Set<Digest> contents = new HashSet<>();
  private int size;

  /// A frame to be.
  private sealed interface Item {

    record Content(Digest digest, Bytes content) implements Item {}

    record Started(Activation activation, Bytes payload) implements Item {}

    record Noted(TrialNote note, Bytes payload) implements Item {}

    /// How long the payload is.
    default int length() {
      return switch (this) {
        case Content(Digest _, Bytes content) -> JournalIndex.DIGEST_BYTES + content.size();
        case Started(Activation _, Bytes payload) -> payload.size();
        case Noted(TrialNote _, Bytes payload) -> payload.size();
      };
    }
  }

  /// Adds a piece of content unless this batch has it.
  void add(Digest digest, Bytes content) {
    if (contents.add(digest)) {
      add(new Item.Content(digest, content));
    }
  }

  void add(Activation activation) {
    add(new Item.Started(activation, Bytes.copyOf(activation.encode())));
  }

  void add(TrialNote note) {
    add(new Item.Noted(note, Bytes.copyOf(note.encode())));
  }

  boolean has(Digest digest) {
    return contents.contains(digest);
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(size);
    for (Item item : items) {
      switch (item) {
        case Item.Content(Digest digest, Bytes content) ->
            Frame.write(
                out,
                Frame.Type.CONTENT,
                item.length(),
                payload -> {
                  payload.put(HexFormat.of().parseHex(digest.hex()));
                  content.writeTo(payload);
                });
        case Item.Started(Activation _, Bytes bytes) ->
            Frame.write(out, Frame.Type.ACTIVATION, item.length(), bytes::writeTo);
        case Item.Noted(TrialNote _, Bytes bytes) ->
            Frame.write(out, Frame.Type.TRIAL, item.length(), bytes::writeTo);
      }
    }
    return out.array();
  }

  /// Takes the frames up as they lie in a file that this batch was written to at an offset.
  void indexIn(JournalIndex index, String file, long offset) {
    long payload = offset;
    for (Item item : items) {
      payload += Frame.HEADER;
      switch (item) {
        case Item.Content(Digest digest, Bytes content) ->
            index.add(
                digest,
                new JournalIndex.Place(file, payload + JournalIndex.DIGEST_BYTES, content.size()));
        case Item.Started(Activation activation, Bytes _) -> index.add(activation);
        case Item.Noted(TrialNote note, Bytes _) -> index.add(note);
      }
      payload += item.length();
    }
  }

  private void add(Item item) {
    items.add(item);
    size = Math.addExact(size, Frame.HEADER + item.length());
  }
}
