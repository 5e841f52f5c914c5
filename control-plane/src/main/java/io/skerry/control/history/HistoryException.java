package io.skerry.control.history;

/// The history could not answer, or not in time. Recording or asking again later is safe.
public final class HistoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// A failure with its cause.
  public HistoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
