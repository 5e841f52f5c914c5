package io.skerry.agent.enrol;

import io.skerry.agent.spool.Disk;
import io.skerry.agent.spool.DiskException;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.Bytes;
import java.util.Optional;

/// Keeps the node's identity across restarts, readable by its owner only. Written in one step:
/// after a crash the file is the old one or the new one.
public final class IdentityFile {

  private static final String NAME = "identity.json";
  private static final String UNFINISHED = "identity.unfinished";

  private final Disk disk;

  /// @param disk the node's own folder
  public IdentityFile(Disk disk) {
    this.disk = disk;
  }

  /// The stored identity; empty before the first enrolment.
  ///
  /// @throws DiskException when the disk fails
  public Optional<Decoded<Identity>> read() {
    return disk.read(NAME).map(Bytes::copyOf).map(Identity::read);
  }

  /// Stores an enrolment answer for good.
  ///
  /// @throws DiskException when the disk fails; the old identity stays
  public void write(Bytes answer) {
    disk.delete(UNFINISHED);
    try (Disk.Appender file = disk.append(UNFINISHED)) {
      file.write(answer.toArray());
      file.sync();
    }
    disk.rename(UNFINISHED, NAME);
    disk.syncDirectory();
  }
}
