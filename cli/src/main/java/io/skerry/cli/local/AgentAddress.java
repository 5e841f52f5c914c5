package io.skerry.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where an agent's local interface is.
///
/// @param file where the agent notes it
/// @param port the port it was told; 0 when it chose
record AgentAddress(Path file, int port) {

  /// The address; that of the port it was told until it has noted one.
  @Override
  public String toString() {
    if (port != 0) {
      return "http://127.0.0.1:" + port;
    }
    String noted = noted();
    if (noted.isEmpty()) {
      return "http://127.0.0.1:0";
    }
    return noted.startsWith("http") ? noted : "http://" + noted;
  }

  /// Whether the agent has noted its address. The file is there a moment before its content is.
  boolean isNoted() {
    return !noted().isEmpty();
  }

  private String noted() {
    try {
      return Files.readString(file).strip();
    } catch (IOException notYet) {
      return "";
    }
  }
}
