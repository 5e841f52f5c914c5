package io.skerry.ui.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How the console is connected to the server.
public sealed interface Connection {

  /// Never connected so far.
  record Connecting(Instant since) implements Connection {}

  /// The stream is open.
  ///
  /// @param lastSignal when the last event or bookmark arrived
  /// @param skew the server's clock minus ours
  record Live(Instant since, Instant lastSignal, Duration skew) implements Connection {}

  /// The stream is down; what is shown is old.
  ///
  /// @param dataAsOf when the last event or bookmark arrived; empty when there never was one
  record Offline(Instant since, Optional<Instant> dataAsOf, String reason, Instant nextTry)
      implements Connection {}
}
