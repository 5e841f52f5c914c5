package io.skerry.agent.spool;

import io.skerry.agent.spool.SaveOutcome.Failed;
import io.skerry.agent.spool.SaveOutcome.Saved;
import io.skerry.agent.spool.SaveOutcome.SavedOnReserve;
import io.skerry.agent.trial.Trial;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Crash-safe storage of the snapshots that one or more nodes run, with their last few
/// predecessors, the last proven ones, and how they did.
///
/// Guarantees: once [#save] answered [Saved], the activation and all its content survive any crash;
/// whatever happens while saving, everything saved before stays loadable; damaged parts are
/// detected by checksum, named in [#problems], and never handed out. Content is stored once however
/// many snapshots and nodes share it. One activation costs one sync, and activations that many
/// threads save at the same time share it, so that a thousand nodes in one process cost little more
/// than one.
///
/// Safe for use by any number of threads. Does not own the disk.
public final class SnapshotJournal implements AutoCloseable {

  /// Files below this size are not worth compacting.
  public static final long DEFAULT_ROTATE_ABOVE = 1 << 20;

  /// The latest activations of a node that are kept, beside those of proven snapshots.
  public static final int DEFAULT_KEEP = 3;

  private static final Duration LONGEST_SAVE = Duration.ofSeconds(30);

  private final int keep;
  private final JournalFiles files;
  private final List<String> problems;
  private final CommitQueue<Save, SaveOutcome> queue = new CommitQueue<>(this::commit);
  private final ReentrantLock indexLock = new ReentrantLock();
  private JournalIndex index;

  /// What one caller waits for; when empty, that what was found at the start is certain.
  private record Save(List<Activation> activations, List<Piece> pieces, List<TrialNote> notes) {

    boolean isEmpty() {
      return activations.isEmpty() && notes.isEmpty();
    }
  }

  private SnapshotJournal(int keep, JournalFiles files, JournalFiles.Contents contents) {
    this.keep = keep;
    this.files = files;
    this.index = contents.index();
    this.problems = List.copyOf(contents.problems());
  }

  /// Opens the journal in a disk with the default limits.
  public static SnapshotJournal open(Disk disk) {
    return open(disk, DEFAULT_KEEP, DEFAULT_ROTATE_ABOVE);
  }

  /// Opens the journal in a disk, making it at the first save.
  ///
  /// @param keep activations of each node that are kept, at least 1
  /// @param rotateAbove size in bytes below which files are not compacted
  /// @throws DiskException when the folder cannot even be listed
  public static SnapshotJournal open(Disk disk, int keep, long rotateAbove) {
    JournalFiles files = new JournalFiles(disk, rotateAbove);
    return new SnapshotJournal(keep, files, files.open(keep));
  }

  /// What was found damaged when the journal was opened, one sentence each.
  public List<String> problems() {
    return problems;
  }

  /// A node's activations, the newest first.
  public List<Activation> activationsOf(ResourceName node) {
    indexLock.lock();
    try {
      return index.activationsOf(node);
    } finally {
      indexLock.unlock();
    }
  }

  /// How a node's snapshots did, as noted last.
  public Trial trialOf(ResourceName node) {
    indexLock.lock();
    try {
      return index.trialOf(node);
    } finally {
      indexLock.unlock();
    }
  }

  /// Notes how a node's snapshots did, in place of what was noted before. The activations of proven
  /// snapshots are kept from then on, however many follow. Blocks until it is certain or failed, at
  /// most 30 s.
  public SaveOutcome note(ResourceName node, Trial trial) {
    return submit(new Save(List.of(), List.of(), List.of(new TrialNote(node, trial))));
  }

  /// Content that some kept snapshot needs, verified against its digest.
  public Optional<Bytes> content(Digest digest) {
    return Optional.ofNullable(contents(Set.of(digest)).get(digest));
  }

  /// The same of many, where one is missing without what is not there. Costs one opening of a file
  /// for all of them.
  public Map<Digest, Bytes> contents(Set<Digest> digests) {
    Map<Digest, JournalIndex.Place> places = HashMap.newHashMap(digests.size());
    indexLock.lock();
    try {
      digests.forEach(digest -> index.content(digest).ifPresent(at -> places.put(digest, at)));
    } finally {
      indexLock.unlock();
    }
    return files.read(places);
  }

  /// Saves an activation with the content it needs. Blocks until it is certain or failed, at most
  /// 30 s.
  ///
  /// @param pieces the manifest and every blob; what the journal holds already is not written again
  public SaveOutcome save(Activation activation, List<Piece> pieces) {
    return submit(new Save(List.of(activation), List.copyOf(pieces), List.of()));
  }

  /// Makes certain what was found when the journal was opened: an agent that was killed in the
  /// middle of a save leaves what a later power failure could still take away. To be called once
  /// before anybody is told what the node runs. Blocks at most 30 s.
  public SaveOutcome settle() {
    return submit(new Save(List.of(), List.of(), List.of()));
  }

  private SaveOutcome submit(Save save) {
    return queue
        .submit(save, LONGEST_SAVE)
        .orElseGet(
            () ->
                new Failed(
                    DiskException.Code.FAILED,
                    "the disk did not finish within " + LONGEST_SAVE.toSeconds() + " s"));
  }

  /// Closes the file. What was saved is safe already.
  @Override
  public void close() {
    files.close();
  }

  private Optional<JournalIndex.Place> place(Digest digest) {
    indexLock.lock();
    try {
      return index.content(digest);
    } finally {
      indexLock.unlock();
    }
  }

  private SaveOutcome commit(List<Save> saves) {
    try {
      write(saves);
      // Off the path of an activation, which nothing should make longer.
      if (!files.isEmpty() && saves.stream().allMatch(save -> save.activations().isEmpty())) {
        files.holdReserve();
      }
      return new Saved();
    } catch (DiskException e) {
      return e.code() == DiskException.Code.FULL
          ? writeOnReserve(saves, e)
          : new Failed(e.code(), String.valueOf(e.getMessage()));
    }
  }

  private SaveOutcome writeOnReserve(List<Save> saves, DiskException full) {
    files.releaseReserve();
    try {
      write(saves);
      return new SavedOnReserve(String.valueOf(full.getMessage()));
    } catch (DiskException e) {
      return new Failed(e.code(), String.valueOf(e.getMessage()));
    }
  }

  private void write(List<Save> saves) {
    if (saves.stream().allMatch(Save::isEmpty)) {
      settleFiles();
    } else if (files.mustRotate()) {
      rotate(saves);
    } else {
      append(saves);
    }
  }

  private void settleFiles() {
    if (!files.isEmpty()) {
      files.settle();
    }
  }

  private void append(List<Save> saves) {
    FrameBatch batch = new FrameBatch();
    for (Save save : saves) {
      for (Piece piece : save.pieces()) {
        if (!batch.has(piece.digest()) && place(piece.digest()).isEmpty()) {
          batch.add(piece.digest(), piece.bytes().get());
        }
      }
      save.activations().forEach(batch::add);
      save.notes().forEach(batch::add);
    }
    long offset = files.append(batch.bytes());
    indexLock.lock();
    try {
      batch.indexIn(index, files.fileName(), offset);
    } finally {
      indexLock.unlock();
    }
  }

  /// Writes everything that is still needed, and the new saves, to a fresh file.
  private void rotate(List<Save> saves) {
    FrameBatch batch = new FrameBatch();
    Map<Digest, Piece> fresh = new LinkedHashMap<>();
    saves.forEach(save -> save.pieces().forEach(piece -> fresh.putIfAbsent(piece.digest(), piece)));
    fresh.forEach((digest, piece) -> batch.add(digest, piece.bytes().get()));
    // Before the activations, because they say which of those are to be kept.
    index.allTrials().forEach(batch::add);
    saves.forEach(save -> save.notes().forEach(batch::add));
    KeptContent content = new KeptContent(this::content);
    index.allActivations().forEach(kept -> content.add(kept, batch));
    saves.forEach(save -> save.activations().forEach(batch::add));
    JournalIndex next = new JournalIndex(keep);
    batch.indexIn(next, files.nextFileName(), 0);
    files.rotate(List.of(batch.bytes()));
    indexLock.lock();
    try {
      index = next;
    } finally {
      indexLock.unlock();
    }
  }
}
