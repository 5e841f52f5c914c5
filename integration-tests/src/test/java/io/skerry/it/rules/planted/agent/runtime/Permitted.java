package io.skerry.it.rules.planted.agent.runtime;

import java.time.Instant;

/// Not a violation: a runtime package is where the clock comes from.
final class Permitted {
  Instant read() {
    return Instant.now();
  }
}
