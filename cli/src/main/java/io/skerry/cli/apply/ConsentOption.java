package io.skerry.cli.apply;

import picocli.CommandLine.Option;

/// The option that consents to a change that takes something away from many nodes.
final class ConsentOption {
  @Option(
      names = "--allow-shrink",
      description =
          "Also if it empties a selector, or takes something from more than a tenth of its nodes.")
  private boolean allowed;

  /// What the server asks for, in the words of this command.
  static String worded(String message) {
    return message.replace("send allowShrink=true", "add --allow-shrink");
  }

  /// The value of the query parameter `allowShrink`; empty when it is not to be sent.
  String value() {
    return allowed ? "true" : "";
  }
}
