package io.skerry.agent.apply;

/// Why a ref is refused. The wire names are a closed set of the node protocol.
public enum NackCode {
  /// The ref names another node.
  WRONG_TARGET("wrong-target", Retry.NEVER),
  /// The ref is older than what the node runs.
  STALE_GENERATION("stale-generation", Retry.NEVER),
  /// The ref has the generation that the node runs, but points elsewhere.
  EQUAL_GENERATION_OTHER_DIGEST("equal-generation-other-digest", Retry.NEVER),
  /// The ref cannot be read.
  MALFORMED_REF("malformed-ref", Retry.NEVER),
  /// The store has no such manifest.
  MISSING_SNAPSHOT("missing-snapshot", Retry.LATER),
  /// The store lacks content that the manifest lists.
  MISSING_BLOB("missing-blob", Retry.LATER),
  /// Content is not what its digest says.
  DIGEST_MISMATCH("digest-mismatch", Retry.LATER),
  /// Content is not as long as the manifest says.
  SIZE_MISMATCH("size-mismatch", Retry.NEVER),
  /// The manifest cannot be read.
  MALFORMED_SNAPSHOT("malformed-snapshot", Retry.NEVER),
  /// Content cannot be read as its kind.
  MALFORMED_BLOB("malformed-blob", Retry.NEVER),
  /// The manifest uses something that this release does not know.
  UNSUPPORTED("unsupported", Retry.NEVER),
  /// The agent could not stay up with this snapshot; another one may be asked for.
  CRASH_LOOP("crash-loop", Retry.NEVER),
  /// The node tried the snapshot with recent requests, and it failed.
  TASTER_FAILED("taster-failed", Retry.NEVER),
  /// No room to persist the snapshot.
  DISK_FULL("disk-full", Retry.LATER),
  /// The disk failed while persisting the snapshot.
  DISK_ERROR("disk-error", Retry.LATER);

  /// Whether the same ref may succeed later without being written again.
  public enum Retry {
    NEVER,
    LATER
  }

  private final String wireName;
  private final Retry retry;

  NackCode(String wireName, Retry retry) {
    this.wireName = wireName;
    this.retry = retry;
  }

  /// The value of the `code` field in a status.
  public String wireName() {
    return wireName;
  }

  /// Whether the cause lies outside the ref and may go away: missing or damaged content can be
  /// stored again under the same digest, and disks can be emptied.
  public Retry retry() {
    return retry;
  }
}
