package io.skerry.agent.spool;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of a journal: appends to the newest, and replaces all of them by a compact one when
/// they grew too large or cannot be trusted. Used by one thread at a time, except [#read].
///
/// After a failed sync nothing is known of the newest file's end (the kernel may have dropped the
/// pages), so the next write goes to a new file.
final class JournalFiles implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalFiles.class);

  /// A compact file may grow to this many times its size before it is replaced.
  private static final int GROWTH = 4;

  private final Disk disk;
  private final long rotateAbove;
  private final DiskReserve reserve;
  private Segment newest;
  private long validEnd;
  private long baseline;
  private boolean suspect;

  /// The newest file, while a crash could still make it disappear. Nobody was told of it.
  private Optional<Segment> uncertain = Optional.empty();

  private Optional<Disk.Appender> appender = Optional.empty();

  /// What was found at the start.
  ///
  /// @param index of everything that can be read
  /// @param problems one sentence for each damage
  record Contents(JournalIndex index, List<String> problems) {}

  JournalFiles(Disk disk, long rotateAbove) {
    this.disk = disk;
    this.rotateAbove = rotateAbove;
    this.reserve = new DiskReserve(disk);
    this.newest = new Segment(0);
  }

  /// Reads all files, older ones first. Unreadable parts are named, never fatal.
  Contents open(int keep) {
    JournalIndex index = new JournalIndex(keep);
    List<String> problems = new ArrayList<>();
    List<Segment> segments =
        disk.list().stream().flatMap(name -> Segment.parse(name).stream()).sorted().toList();
    segments.forEach(segment -> load(segment, index, problems));
    suspect |= segments.size() > 1;
    return new Contents(index, problems);
  }

  private void load(Segment segment, JournalIndex index, List<String> problems) {
    String name = segment.fileName();
    newest = segment;
    validEnd = 0;
    try {
      byte[] file = disk.read(name).orElse(new byte[0]);
      Frame.Scan scan = Frame.scan(file);
      for (Frame frame : scan.frames()) {
        validEnd = frame.offset() + frame.payload().size();
        if (!index.add(name, frame)) {
          problems.add(
              "a record at offset %d of %s makes no sense".formatted(frame.offset(), name));
        }
      }
      for (Frame.Gap gap : scan.gaps()) {
        suspect |= gap.from() < validEnd;
        problems.add(
            "%d unreadable bytes at offset %d of %s".formatted(gap.length(), gap.from(), name));
      }
    } catch (DiskException e) {
      suspect = true;
      problems.add(e.getMessage());
    }
  }

  /// Whether the next write must be [#rotate].
  boolean mustRotate() {
    return suspect || isEmpty() || validEnd > Math.max(rotateAbove, GROWTH * baseline);
  }

  /// Whether there is any file yet.
  boolean isEmpty() {
    return newest.number() == 0;
  }

  /// Makes certain what was found at the start.
  void settle() {
    newestFile();
  }

  /// Adds a batch to the newest file and makes it certain.
  ///
  /// @return the offset it lies at
  long append(byte[] batch) {
    Disk.Appender file = newestFile();
    long offset = validEnd;
    try {
      file.write(batch);
    } catch (DiskException e) {
      cutBack(file, offset);
      throw e;
    }
    try {
      file.sync();
    } catch (DiskException e) {
      suspect = true;
      throw e;
    }
    validEnd = offset + batch.length;
    return offset;
  }

  /// Replaces all files by a new one with this content. At every instant either the old files or
  /// the new one are complete.
  void rotate(Iterable<byte[]> chunks) {
    dropUncertain();
    Segment next = newest.next();
    long size = 0;
    disk.delete(Segment.UNFINISHED);
    Disk.Appender file = disk.append(Segment.UNFINISHED);
    try {
      for (byte[] chunk : chunks) {
        file.write(chunk);
        size += chunk.length;
      }
      file.sync();
      disk.rename(Segment.UNFINISHED, next.fileName());
      // From here on the new file may be the one that a restart finds: never append to the old one.
      suspect = true;
      newest = next;
      uncertain = Optional.of(next);
      disk.syncDirectory();
    } catch (DiskException e) {
      file.close();
      throw e;
    }
    close();
    appender = Optional.of(file);
    validEnd = size;
    baseline = size;
    suspect = false;
    uncertain = Optional.empty();
    deleteOlder();
  }

  /// Trying again must not fill the disk. The files before are still complete.
  private void dropUncertain() {
    uncertain.map(Segment::fileName).ifPresent(disk::delete);
    uncertain = Optional.empty();
  }

  /// Sets room aside for when the disk is full.
  void holdReserve() {
    reserve.hold(validEnd);
  }

  /// Makes that room available.
  void releaseReserve() {
    reserve.release();
  }

  /// What the next [#rotate] calls its file.
  String nextFileName() {
    return newest.next().fileName();
  }

  String fileName() {
    return newest.fileName();
  }

  /// Content at some places, as far as it can still be read there and is what it should be.
  Map<Digest, Bytes> read(Map<Digest, JournalIndex.Place> places) {
    Map<String, List<Digest>> files = new HashMap<>();
    places.forEach(
        (digest, place) -> files.computeIfAbsent(place.file(), _ -> new ArrayList<>()).add(digest));
    Map<Digest, Bytes> found = HashMap.newHashMap(places.size());
    files.forEach(
        (file, digests) -> read(file, digests, digests.stream().map(places::get).toList(), found));
    return found;
  }

  private void read(
      String file,
      List<Digest> digests,
      List<JournalIndex.Place> places,
      Map<Digest, Bytes> found) {
    try {
      List<byte[]> contents =
          disk.read(
              file,
              places.stream().map(place -> new Disk.Part(place.offset(), place.length())).toList());
      for (int i = 0; i < contents.size(); i++) {
        Bytes content = Bytes.copyOf(contents.get(i));
        if (content.digest().equals(digests.get(i))) {
          found.put(digests.get(i), content);
        }
      }
    } catch (DiskException e) {
      LOG.warn("stored content cannot be read: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    appender.ifPresent(Disk.Appender::close);
    appender = Optional.empty();
  }

  private Disk.Appender newestFile() {
    if (appender.isPresent()) {
      return appender.get();
    }
    Disk.Appender file = disk.append(newest.fileName());
    try {
      // What follows the last intact frame is the torn end of a write that nobody was told of.
      if (file.size() > validEnd) {
        file.truncate(validEnd);
      }
      // The process that wrote the file may have been killed before it made file and name certain.
      file.sync();
      disk.syncDirectory();
    } catch (DiskException e) {
      suspect = true;
      file.close();
      throw e;
    }
    appender = Optional.of(file);
    return file;
  }

  private void cutBack(Disk.Appender file, long size) {
    try {
      file.truncate(size);
    } catch (DiskException e) {
      suspect = true;
      LOG.warn("the unfinished end of {} stays: {}", newest.fileName(), e.getMessage());
    }
  }

  private void deleteOlder() {
    try {
      disk.list().stream()
          .filter(name -> Segment.parse(name).filter(s -> s.compareTo(newest) < 0).isPresent())
          .forEach(disk::delete);
    } catch (DiskException e) {
      LOG.warn("replaced files stay until the next start: {}", e.getMessage());
    }
  }
}
