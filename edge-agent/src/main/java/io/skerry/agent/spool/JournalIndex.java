package io.skerry.agent.spool;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where everything lies in the journal's files. Not safe for use by several threads.
final class JournalIndex {

  /// Bytes of a digest at the start of a content payload.
  static final int DIGEST_BYTES = 32;

  private final int keep;
  private final Map<Digest, Place> contents = new HashMap<>();
  private final Map<ResourceName, TreeMap<Long, Activation>> activations = new HashMap<>();

  /// Where a piece of content lies.
  record Place(String file, long offset, int length) {}

  /// @param keep how many activations of a node are remembered
  JournalIndex(int keep) {
    this.keep = keep;
  }

  /// Takes up one frame; false when its payload makes no sense.
  boolean add(String file, Frame frame) {
    return switch (frame.type()) {
      case CONTENT -> addContent(file, frame);
      case ACTIVATION ->
          Activation.decode(frame.payload().toArray()).map(this::addActivation).orElse(false);
    };
  }

  private boolean addContent(String file, Frame frame) {
    if (frame.payload().size() < DIGEST_BYTES) {
      return false;
    }
    Digest digest =
        new Digest(HexFormat.of().formatHex(frame.payload().toArray(), 0, DIGEST_BYTES));
    contents.put(
        digest,
        new Place(file, frame.offset() + DIGEST_BYTES, frame.payload().size() - DIGEST_BYTES));
    return true;
  }

  private boolean addActivation(Activation activation) {
    TreeMap<Long, Activation> own =
        activations.computeIfAbsent(activation.node(), _ -> new TreeMap<>());
    own.put(activation.generation(), activation);
    while (own.size() > keep) {
      own.pollFirstEntry();
    }
    return true;
  }

  Optional<Place> content(Digest digest) {
    return Optional.ofNullable(contents.get(digest));
  }

  /// The newest first.
  List<Activation> activationsOf(ResourceName node) {
    TreeMap<Long, Activation> own = activations.get(node);
    return own == null ? List.of() : List.copyOf(own.descendingMap().values());
  }

  List<Activation> allActivations() {
    List<Activation> all = new ArrayList<>();
    activations.values().forEach(own -> all.addAll(own.values()));
    return all;
  }

  static byte[] contentPayload(Digest digest, byte[] content) {
    byte[] payload = new byte[DIGEST_BYTES + content.length];
    System.arraycopy(HexFormat.of().parseHex(digest.hex()), 0, payload, 0, DIGEST_BYTES);
    System.arraycopy(content, 0, payload, DIGEST_BYTES, content.length);
    return payload;
  }
}
