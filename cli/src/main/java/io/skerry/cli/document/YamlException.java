package io.skerry.cli.document;

/// A text that is not the YAML it should be; the message says where and why.
public final class YamlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Refuses a text.
  public YamlException(String message) {
    super(message);
  }

  /// Refuses a text for what the parser says.
  public YamlException(String message, Throwable cause) {
    super(message, cause);
  }
}
