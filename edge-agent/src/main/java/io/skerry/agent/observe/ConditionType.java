package io.skerry.agent.observe;

/// What can be worth an operator's attention while the node goes on serving. A closed set, so that
/// conditions are bounded.
public enum ConditionType {
  /// A snapshot could not be persisted for lack of room.
  DISK_FULL("DiskFull"),
  /// A snapshot could not be persisted because the disk failed.
  DISK_FAILED("DiskFailed"),
  /// Parts of what was persisted could not be read at the start; the node serves what could.
  STORAGE_DAMAGED("StorageDamaged"),
  /// The program that runs on the node says that it does not work; see `Skerry.selfTest`.
  SELF_TEST_FAILED("SelfTestFailed"),
  /// The control plane does not accept the node's credential: enrol again with a new token.
  CREDENTIAL_REFUSED("CredentialRefused"),
  /// The control plane does not accept the join token.
  ENROLMENT_REFUSED("EnrolmentRefused"),
  /// The store has no ref for this node any more; the node keeps what it has.
  REF_MISSING("RefMissing"),
  /// The agent could not stay up with the snapshot of the newest ref; it runs an older one.
  CRASH_LOOP("CrashLoop"),
  /// The agent's last run did not end in order. Ends when what runs now has served its soak.
  CRASHED("Crashed"),
  /// Something within the node's memory limit was killed for want of memory.
  OUT_OF_MEMORY("OutOfMemory"),
  /// Upstreams of services get no requests from this node, because checks or requests fail.
  UPSTREAM_DOWN("UpstreamDown"),
  /// The store's ref is older than one that the node already had, as after a restore of an old
  /// backup; the node keeps what it has.
  STORE_REGRESSED("StoreRegressed"),
  /// The node's time of day cannot be right. Nothing depends on it but what people read.
  CLOCK_SUSPECT("ClockSuspect");

  private final String wireName;

  ConditionType(String wireName) {
    this.wireName = wireName;
  }

  /// The value of the `type` field in a status.
  public String wireName() {
    return wireName;
  }
}
