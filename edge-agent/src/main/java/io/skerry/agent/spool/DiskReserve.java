package io.skerry.agent.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Room that is set aside on the disk, so that a correction can still be stored when something else
/// has filled it. Used by one thread at a time.
final class DiskReserve {

  private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);
  private static final String NAME = "snapshots.reserve";
  private static final int SMALLEST = 32 << 10;
  private static final int LARGEST = 16 << 20;

  /// Two snapshots: the old one and its correction.
  private static final int SNAPSHOTS = 2;

  private final Disk disk;
  private long held = -1;

  DiskReserve(Disk disk) {
    this.disk = disk;
  }

  /// Sets room aside unless there is enough; that there is none is no failure.
  ///
  /// @param snapshots size in bytes of what is stored now
  void hold(long snapshots) {
    int wanted = Math.clamp(snapshots * SNAPSHOTS, SMALLEST, LARGEST);
    if (held >= wanted) {
      return;
    }
    try (Disk.Appender file = disk.append(NAME)) {
      if (file.size() < wanted) {
        file.write(new byte[wanted - (int) file.size()]);
        file.sync();
      }
      held = file.size();
    } catch (DiskException e) {
      LOG.warn("no room can be set aside: {}", e.getMessage());
      release();
    }
  }

  /// Gives the room up.
  void release() {
    held = -1;
    try {
      disk.delete(NAME);
    } catch (DiskException e) {
      LOG.warn("the room that was set aside cannot be used: {}", e.getMessage());
    }
  }
}
