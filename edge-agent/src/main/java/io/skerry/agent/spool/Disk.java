package io.skerry.agent.spool;

import java.util.List;
import java.util.Optional;

/// The few things that crash-safe storage needs of one flat folder. What was written is certain to
/// survive a crash only after [Appender#sync], and a created or renamed file only after
/// [#syncDirectory]; before, any part of it may be lost or torn.
///
/// Every method throws [DiskException] when the disk fails. Reads may run beside anything;
/// everything else is called by one thread at a time.
public interface Disk {

  /// The names of all files, in no order.
  List<String> list();

  /// The whole content of a file; empty when there is no such file.
  Optional<byte[]> read(String name);

  /// Parts of a file, in the order given; each is shorter than asked for when the file ends before.
  List<byte[]> read(String name, List<Part> parts);

  /// Some bytes of a file.
  ///
  /// @param offset of the first
  /// @param length how many
  record Part(long offset, int length) {}

  /// Opens a file for appending, making it if it does not exist.
  Appender append(String name);

  /// Renames a file, replacing the target in one step.
  void rename(String from, String to);

  /// Deletes a file; without effect when there is none.
  void delete(String name);

  /// Makes creations, renames and deletions certain.
  void syncDirectory();

  /// An open file. Used by one thread at a time.
  interface Appender extends AutoCloseable {

    /// Adds bytes at the end. After a failure any part of them may be there.
    void write(byte[] bytes);

    /// Makes what was written certain. After a failure nothing is known of what was written since
    /// the last success.
    void sync();

    /// The size of the file in bytes.
    long size();

    /// Cuts the file to this size.
    void truncate(long size);

    @Override
    void close();
  }
}
