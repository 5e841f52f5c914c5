package io.skerry.agent.spool;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A folder in memory that forgets like a real one: a crash keeps the synced part of each file, any
/// part of the rest, damaged or not, and any prefix of the directory changes since the last
/// directory sync. Fails on purpose through [#faults]. Not safe for use by several threads.
public final class SimulatedDisk implements Disk {

  /// Decides what happens to the next operation that changes the disk.
  public interface Faults {
    /// @param operation such as `write`, for the choice
    Fault next(String operation);
  }

  /// What may happen to an operation.
  public enum Fault {
    NONE,
    /// The machine stops before or in the middle of it.
    CRASH,
    /// It fails for lack of room, possibly half done.
    FULL,
    /// It fails; a sync may or may not have had its effect.
    FAIL
  }

  /// The machine stopped.
  public static final class Crashed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Crashed(String operation) {
      super("crashed in " + operation);
    }
  }

  private static final class Content {
    private byte[] written = new byte[0];
    private byte[] synced = new byte[0];

    Content copy() {
      Content copy = new Content();
      copy.written = written.clone();
      copy.synced = synced.clone();
      return copy;
    }
  }

  private final RandomGenerator random;
  private final Map<String, Content> names = new TreeMap<>();
  private final Map<String, Content> durableNames = new TreeMap<>();
  private final List<Map<String, Content>> history = new ArrayList<>();
  private Faults faults = _ -> Fault.NONE;

  public SimulatedDisk(RandomGenerator random) {
    this.random = random;
  }

  public void faults(Faults next) {
    faults = next;
  }

  /// What a restart after a crash at this moment could find.
  public SimulatedDisk afterCrash(RandomGenerator luck) {
    Map<String, Content> found = history.isEmpty() ? durableNames : pick(luck);
    SimulatedDisk next = new SimulatedDisk(random);
    Map<Content, Content> copies = new HashMap<>();
    found.forEach(
        (name, content) ->
            next.names.put(name, copies.computeIfAbsent(content, c -> survivor(c, luck))));
    next.durableNames.putAll(next.names);
    return next;
  }

  /// Changes one bit of a file, behind everybody's back.
  public void flipBit(String name, int at, int bit) {
    Content content = names.get(name);
    if (content != null) {
      content.written[at] ^= (byte) (1 << bit);
      content.synced = content.written.clone();
    }
  }

  /// What all files take together.
  public long bytes() {
    return names.values().stream().mapToLong(content -> content.written.length).sum();
  }

  private Map<String, Content> pick(RandomGenerator luck) {
    int applied = luck.nextInt(history.size() + 1);
    return applied == 0 ? durableNames : history.get(applied - 1);
  }

  private static Content survivor(Content content, RandomGenerator luck) {
    int common = Arrays.mismatch(content.written, content.synced);
    if (common < 0) {
      return content.copy();
    }
    boolean cutShort = content.written.length < content.synced.length;
    byte[] base = cutShort && luck.nextBoolean() ? content.synced : content.written;
    int from = Math.min(content.synced.length, base.length);
    int length = from + luck.nextInt(base.length - from + 1);
    Content survivor = new Content();
    survivor.written = Arrays.copyOf(base, length);
    if (length > from && luck.nextInt(3) == 0) {
      survivor.written[from + luck.nextInt(length - from)] ^= (byte) (1 + luck.nextInt(255));
    }
    survivor.synced = survivor.written.clone();
    return survivor;
  }

  @Override
  public List<String> list() {
    return List.copyOf(names.keySet());
  }

  @Override
  public Optional<byte[]> read(String name) {
    return Optional.ofNullable(names.get(name)).map(content -> content.written.clone());
  }

  @Override
  public List<byte[]> read(String name, List<Part> parts) {
    byte[] whole =
        read(name).orElseThrow(() -> new DiskException(DiskException.Code.FAILED, "no " + name));
    return parts.stream().map(part -> cut(whole, part)).toList();
  }

  private static byte[] cut(byte[] whole, Part part) {
    int from = (int) Math.min(part.offset(), whole.length);
    int to = (int) Math.min((long) from + part.length(), whole.length);
    return Arrays.copyOfRange(whole, from, to);
  }

  @Override
  public Appender append(String name) {
    Content content = names.get(name);
    if (content == null) {
      content = new Content();
      change("create");
      names.put(name, content);
      remember();
    }
    return new SimulatedAppender(content);
  }

  @Override
  public void rename(String from, String to) {
    change("rename");
    Content content = names.remove(from);
    if (content == null) {
      throw new DiskException(DiskException.Code.FAILED, "no " + from);
    }
    names.put(to, content);
    remember();
  }

  @Override
  public void delete(String name) {
    change("delete");
    names.remove(name);
    remember();
  }

  @Override
  public void syncDirectory() {
    Fault fault = faults.next("syncDirectory");
    if (fault == Fault.NONE || random.nextBoolean()) {
      durableNames.clear();
      durableNames.putAll(names);
      history.clear();
    }
    fail(fault, "syncDirectory");
  }

  private void remember() {
    history.add(new TreeMap<>(names));
  }

  private void change(String operation) {
    fail(faults.next(operation), operation);
  }

  private static void fail(Fault fault, String operation) {
    switch (fault) {
      case CRASH -> throw new Crashed(operation);
      case FULL ->
          throw new DiskException(DiskException.Code.FULL, operation + ": full on purpose");
      case FAIL ->
          throw new DiskException(DiskException.Code.FAILED, operation + ": failed on purpose");
      case NONE -> {}
    }
  }

  private final class SimulatedAppender implements Appender {
    private final Content content;

    SimulatedAppender(Content content) {
      this.content = content;
    }

    @Override
    public void write(byte[] bytes) {
      Fault fault = faults.next("write");
      int done = fault == Fault.NONE ? bytes.length : random.nextInt(bytes.length + 1);
      ByteArrayOutputStream grown = new ByteArrayOutputStream();
      grown.writeBytes(content.written);
      grown.write(bytes, 0, done);
      content.written = grown.toByteArray();
      fail(fault, "write");
    }

    @Override
    public void sync() {
      Fault fault = faults.next("sync");
      if (fault == Fault.NONE || random.nextBoolean()) {
        content.synced = content.written.clone();
      }
      fail(fault, "sync");
    }

    @Override
    public long size() {
      return content.written.length;
    }

    @Override
    public void truncate(long size) {
      fail(faults.next("truncate"), "truncate");
      content.written = Arrays.copyOf(content.written, (int) size);
    }

    @Override
    public void close() {}
  }
}
