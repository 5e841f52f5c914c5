package io.skerry.agent.traffic;

import io.skerry.agent.vitals.VitalsProbe;
import io.skerry.schema.model.TelemetryReport.Vitals;
import java.util.Map;
import java.util.Optional;

/// What is told of the machine. One thread at a time.
interface Machine {

  /// How it is now.
  Optional<Vitals> vitals(long nanos);

  /// What happened on it since the last call.
  Map<String, Long> counters();

  /// Leaves nothing behind on it; it can still be asked.
  default void close() {}

  /// For a node that is a part of another program: the machine is not its business.
  record Unwatched() implements Machine {
    @Override
    public Optional<Vitals> vitals(long nanos) {
      return Optional.empty();
    }

    @Override
    public Map<String, Long> counters() {
      return Map.of();
    }
  }

  /// @param probe reads the machine
  record Watched(VitalsProbe probe) implements Machine {
    @Override
    public Optional<Vitals> vitals(long nanos) {
      return probe.read(nanos);
    }

    @Override
    public Map<String, Long> counters() {
      long killed = probe.killed();
      return killed == 0 ? Map.of() : Map.of("outOfMemoryKills", killed);
    }

    @Override
    public void close() {
      probe.close();
    }
  }
}
