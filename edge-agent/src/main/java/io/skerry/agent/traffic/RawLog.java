package io.skerry.agent.traffic;

/// The log of single requests, which stays on the node; here only what it would cost to send it.
public interface RawLog extends AutoCloseable {

  /// The bytes of the lines since the last call. Any thread.
  long takeBytes();

  /// Ends it; returns at once.
  @Override
  void close();
}
