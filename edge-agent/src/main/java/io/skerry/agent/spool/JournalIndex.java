package io.skerry.agent.spool;

import io.skerry.agent.trial.Kept;
import io.skerry.agent.trial.Trial;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Where everything lies in the journal's files. Not safe for use by several threads.
final class JournalIndex {

  /// Bytes of a digest at the start of a content payload.
  static final int DIGEST_BYTES = 32;

  private final int keep;
  private final Map<Digest, Place> contents = new HashMap<>();
  private final Map<ResourceName, TreeMap<Long, Activation>> activations = new HashMap<>();
  private final Map<ResourceName, Trial> trials = new HashMap<>();

  /// Where a piece of content lies.
  record Place(String file, long offset, int length) {}

  /// @param keep how many of a node's latest activations are remembered, beside those of proven
  ///   snapshots
  JournalIndex(int keep) {
    this.keep = keep;
  }

  /// Takes up one frame; false when its payload makes no sense.
  boolean add(String file, Frame frame) {
    return switch (frame.type()) {
      case CONTENT -> addContent(file, frame);
      case ACTIVATION -> Activation.decode(frame.payload().toArray()).map(this::add).orElse(false);
      case TRIAL -> TrialNote.decode(frame.payload().toArray()).map(this::add).orElse(false);
    };
  }

  private boolean addContent(String file, Frame frame) {
    if (frame.payload().size() < DIGEST_BYTES) {
      return false;
    }
    Digest digest =
        new Digest(HexFormat.of().formatHex(frame.payload().toArray(), 0, DIGEST_BYTES));
    add(
        digest,
        new Place(file, frame.offset() + DIGEST_BYTES, frame.payload().size() - DIGEST_BYTES));
    return true;
  }

  void add(Digest digest, Place place) {
    contents.put(digest, place);
  }

  boolean add(Activation activation) {
    TreeMap<Long, Activation> own =
        activations.computeIfAbsent(activation.node(), _ -> new TreeMap<>());
    own.put(activation.generation(), activation);
    forget(own, trialOf(activation.node()));
    return true;
  }

  boolean add(TrialNote note) {
    trials.put(note.node(), note.trial());
    forget(activations.getOrDefault(note.node(), new TreeMap<>()), note.trial());
    return true;
  }

  /// Lets go of everything but the latest activations and those of proven snapshots.
  private void forget(NavigableMap<Long, Activation> own, Trial trial) {
    if (own.size() > keep) {
      List<Long> older = List.copyOf(own.descendingKeySet()).subList(keep, own.size());
      List<Long> good = trial.proven().stream().map(Kept::generation).toList();
      older.stream().filter(generation -> !good.contains(generation)).forEach(own::remove);
    }
  }

  Trial trialOf(ResourceName node) {
    return trials.getOrDefault(node, Trial.NONE);
  }

  List<TrialNote> allTrials() {
    return trials.entrySet().stream()
        .map(entry -> new TrialNote(entry.getKey(), entry.getValue()))
        .toList();
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
}
