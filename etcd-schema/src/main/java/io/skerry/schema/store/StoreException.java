package io.skerry.schema.store;

/// The store could not answer. Thrown by adapters only; no type of the client library crosses them.
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// Why.
  public enum Code {
    /// No connection, no quorum, or no answer in time. Reading again later is safe.
    UNAVAILABLE,
    /// The asked revision is no longer kept: list again.
    COMPACTED,
    /// The store is out of space and read-only until it is compacted.
    NO_SPACE,
    /// The request broke a limit of the store, such as the size of a transaction.
    REFUSED,
    /// The port was closed.
    CLOSED
  }

  private final Code code;

  /// A failure with its cause.
  public StoreException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// A failure without a cause worth keeping.
  public StoreException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /// Why.
  public Code code() {
    return code;
  }
}
