package io.skerry.control.runtime;

import io.skerry.control.history.traffic.TrafficUpkeep;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The settings of a control-plane replica, from the environment (`SKERRY_CELL`), system properties
/// (`skerry.cell`) or `application.properties`.
@ConfigMapping(prefix = "skerry")
public interface SkerryConfig {

  /// The scope of the store that this control plane keeps: the `{cell}` of every key.
  @WithDefault("local")
  String cell();

  /// The store.
  Etcd etcd();

  /// This replica's name, unique among the replicas: at most 63 characters of `[a-z0-9-]`. Without
  /// it, the host's name and a random part.
  Optional<String> replica();

  /// Where clients and nodes reach this replica's REST API. Without it, the address it listens on.
  Optional<URI> advertise();

  /// How long a leader that vanished without a word stays in office.
  @WithDefault("10s")
  Duration leaderTtl();

  /// How often a node says that it is there.
  @WithDefault("10s")
  Duration heartbeat();

  /// The watch.
  Watch watch();

  /// The way of audit events to the history.
  Outbox outbox();

  /// How it is tried whether nodes are well.
  Probes probes();

  /// Which silent nodes bounded placements do without.
  Eviction eviction();

  /// The probes' settings.
  interface Probes {
    /// If present, only addresses in these networks (`10.0.0.0/8`) are probed. Without it, any but
    /// those of this machine, of its links, and those at which clouds answer their own machines.
    Optional<List<String>> allowed();

    /// How many probes run at once, at most.
    @WithDefault("64")
    int concurrency();
  }

  /// The settings of evictions.
  interface Eviction {
    /// How long a managed node must have been silent.
    @WithDefault("5m")
    Duration grace();

    /// Between two evictions, at least.
    @WithDefault("30s")
    Duration pause();
  }

  /// What nodes measure.
  Telemetry telemetry();

  /// How long measurements are kept.
  interface Telemetry {
    /// Windows of ten seconds by snapshot, from which gates judge.
    @WithDefault("6h")
    Duration windows();

    /// Sums by the minute.
    @WithDefault("7d")
    Duration minutes();

    /// Sums by the hour.
    @WithDefault("400d")
    Duration hours();

    /// What each node said, by the minute.
    @WithDefault("6h")
    Duration nodes();

    /// All of these.
    default TrafficUpkeep.Retention retention() {
      return new TrafficUpkeep.Retention(windows(), minutes(), hours(), nodes());
    }
  }

  /// Messages to notification targets.
  Notifications notifications();

  /// The settings of messages to notification targets.
  interface Notifications {
    /// Whether targets may be on this very machine, for trying things out.
    @WithDefault("false")
    boolean allowLoopback();

    /// The folder with the secrets that messages are signed with, one folder per tenant in it.
    Optional<Path> secrets();
  }

  /// The store's settings.
  interface Etcd {
    /// Its client URLs, which nodes are given too.
    @WithDefault("http://127.0.0.1:2379")
    List<URI> endpoints();
  }

  /// What watchers can resume from.
  interface Watch {
    /// How many recent changes are remembered.
    @WithDefault("20000")
    int remembered();
  }

  /// The outbox's settings.
  interface Outbox {
    /// How many waiting events are expected at most. Configuration is never blocked at any number;
    /// an alarm sounds at 70 % of it.
    @WithDefault("100000")
    int expectedMost();
  }
}
