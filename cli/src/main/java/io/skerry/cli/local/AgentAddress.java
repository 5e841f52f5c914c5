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
    try {
      String noted = Files.readString(file).strip();
      return noted.startsWith("http") ? noted : "http://" + noted;
    } catch (IOException notYet) {
      return "http://127.0.0.1:0";
    }
  }
}
