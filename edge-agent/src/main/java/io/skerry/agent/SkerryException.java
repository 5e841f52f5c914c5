package io.skerry.agent;

/// The node cannot start: something that only its operator can put right. The message says what.
public final class SkerryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// A failure that another one caused.
  public SkerryException(String message, Throwable cause) {
    super(message, cause);
  }

  /// A failure of its own.
  public SkerryException(String message) {
    super(message);
  }
}
