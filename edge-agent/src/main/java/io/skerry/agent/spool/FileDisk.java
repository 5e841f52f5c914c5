package io.skerry.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder of the operating system, held exclusively by this process. Files and the folder itself
/// are readable by their owner only, because the node's credential lies here.
public final class FileDisk implements Disk, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FileDisk.class);
  private static final String LOCK = "lock";

  private final Path folder;
  private final Optional<FileChannel> lockFile;

  private FileDisk(Path folder, Optional<FileChannel> lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /// Opens a folder, making it if needed. A folder that exists but takes no new file, because the
  /// disk is full or read-only, can be read all the same: a node goes on with what it has.
  ///
  /// @throws DiskException when it cannot be made or read, or another process holds it
  public static FileDisk open(Path folder) {
    try {
      Files.createDirectories(folder, mode(folder, "rwx------"));
    } catch (IOException e) {
      throw failure("cannot open the folder " + folder, e);
    }
    Optional<FileChannel> lockFile = lockFile(folder);
    try {
      if (lockFile.isPresent() && !lock(lockFile.get())) {
        lockFile.get().close();
        throw new DiskException(
            DiskException.Code.FAILED,
            folder + " is in use by another agent: give each agent its own folder");
      }
      return new FileDisk(folder, lockFile);
    } catch (IOException e) {
      throw failure("cannot open the folder " + folder, e);
    }
  }

  private static Optional<FileChannel> lockFile(Path folder) {
    try {
      return Optional.of(
          FileChannel.open(
              folder.resolve(LOCK),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              mode(folder, "rw-------")));
    } catch (IOException e) {
      if (!Files.isReadable(folder)) {
        throw failure("cannot open the folder " + folder, e);
      }
      LOG.warn("{} cannot be written: {}", folder, e.getMessage());
      return Optional.empty();
    }
  }

  /// A folder inside this one, made if needed and held together with it. One that cannot be made
  /// fails with what is done in it.
  public Disk within(String name) {
    Path inner = folder.resolve(name);
    try {
      Files.createDirectories(inner, mode(folder, "rwx------"));
    } catch (IOException e) {
      LOG.warn("cannot make {}: {}", inner, e.getMessage());
    }
    return new FileDisk(inner, lockFile);
  }

  private static boolean lock(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  @Override
  public List<String> list() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    } catch (IOException e) {
      throw failure("cannot list " + folder, e);
    }
  }

  @Override
  public Optional<byte[]> read(String name) {
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(name)));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("cannot read " + name, e);
    }
  }

  @Override
  public List<byte[]> read(String name, List<Part> parts) {
    try (FileChannel file = FileChannel.open(folder.resolve(name), StandardOpenOption.READ)) {
      long size = file.size();
      List<byte[]> read = new ArrayList<>(parts.size());
      for (Part part : parts) {
        read.add(read(file, part.offset(), Math.clamp(size - part.offset(), 0, part.length())));
      }
      return read;
    } catch (IOException e) {
      throw failure("cannot read " + name, e);
    }
  }

  private static byte[] read(FileChannel file, long offset, int length) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(length);
    while (part.hasRemaining() && file.read(part, offset + part.position()) >= 0) {}
    return part.array();
  }

  @Override
  public Appender append(String name) {
    try {
      FileChannel file =
          FileChannel.open(
              folder.resolve(name),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              mode(folder, "rw-------"));
      file.position(file.size());
      return new FileAppender(name, file);
    } catch (IOException e) {
      throw failure("cannot open " + name, e);
    }
  }

  @Override
  public void rename(String from, String to) {
    try {
      Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure("cannot rename " + from + " to " + to, e);
    }
  }

  @Override
  public void delete(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw failure("cannot delete " + name, e);
    }
  }

  @Override
  public void syncDirectory() {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      throw failure("cannot sync " + folder, e);
    }
  }

  /// Lets another process use the folder.
  @Override
  public void close() {
    try {
      if (lockFile.isPresent()) {
        lockFile.get().close();
      }
    } catch (IOException e) {
      throw failure("cannot release " + folder, e);
    }
  }

  private record FileAppender(String name, FileChannel file) implements Appender {

    @Override
    public void write(byte[] bytes) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      try {
        while (rest.hasRemaining()) {
          file.write(rest);
        }
      } catch (IOException e) {
        throw failure("cannot write " + name, e);
      }
    }

    @Override
    public void sync() {
      try {
        file.force(false);
      } catch (IOException e) {
        throw failure("cannot sync " + name, e);
      }
    }

    @Override
    public long size() {
      try {
        return file.size();
      } catch (IOException e) {
        throw failure("cannot measure " + name, e);
      }
    }

    @Override
    public void truncate(long size) {
      try {
        file.truncate(size);
        file.position(size);
      } catch (IOException e) {
        throw failure("cannot truncate " + name, e);
      }
    }

    @Override
    public void close() {
      try {
        file.close();
      } catch (IOException e) {
        throw failure("cannot close " + name, e);
      }
    }
  }

  private static FileAttribute<?>[] mode(Path folder, String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /// The platform tells a full disk only by its message.
  private static DiskException failure(String what, IOException e) {
    String reason = String.valueOf(e.getMessage());
    String lower = reason.toLowerCase(Locale.ROOT);
    boolean full = lower.contains("no space left") || lower.contains("quota exceeded");
    return new DiskException(
        full ? DiskException.Code.FULL : DiskException.Code.FAILED, what + ": " + reason, e);
  }
}
