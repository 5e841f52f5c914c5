package io.skerry.agent.spool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file that is there while an agent runs, so that the next start finds out when it did not end
/// in order. On a disk that takes no file nobody finds out, and nothing else is different.
///
/// @param disk the node's folder
public record RunningMark(Disk disk) {

  private static final Logger LOG = LoggerFactory.getLogger(RunningMark.class);
  private static final String NAME = "running";

  /// Sets it.
  ///
  /// @return whether it was there already
  public boolean set() {
    try {
      boolean before = disk.read(NAME).isPresent();
      disk.append(NAME).close();
      return before;
    } catch (DiskException e) {
      LOG.debug("{}: {}", NAME, e.getMessage());
      return false;
    }
  }

  /// Takes it away: this end is in order.
  public void clear() {
    try {
      disk.delete(NAME);
    } catch (DiskException e) {
      LOG.debug("{}: {}", NAME, e.getMessage());
    }
  }
}
