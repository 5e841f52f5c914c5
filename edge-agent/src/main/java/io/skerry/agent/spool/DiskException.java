package io.skerry.agent.spool;

/// The disk did not do what was asked. Thrown by adapters of [Disk] only.
public final class DiskException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// Why.
  public enum Code {
    /// No room.
    FULL,
    /// Anything else.
    FAILED
  }

  private final Code code;

  /// A failure of the operation on a file.
  public DiskException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// A failure without a cause worth keeping.
  public DiskException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /// Why.
  public Code code() {
    return code;
  }
}
