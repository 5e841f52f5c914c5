package io.skerry.agent.gateway;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How the gateway listens.
///
/// @param listen address; port 0 takes a free one
/// @param tls certificate and key; empty: HTTP in the clear
/// @param snapshotHeader when answers name their snapshot
/// @param port whether another process of this node may be listening there
/// @param drain how long requests under way may take when the gateway ends, 0 s to 1 h
public record GatewayOptions(
    InetSocketAddress listen,
    Optional<Tls> tls,
    SnapshotHeader snapshotHeader,
    Port port,
    Duration drain) {

  /// Well below what service supervisors wait before they kill.
  public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(20);

  private static final Duration LONGEST_DRAIN = Duration.ofHours(1);

  /// Refuses a drain out of range with `IllegalArgumentException`.
  public GatewayOptions {
    if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
      throw new IllegalArgumentException("drain must be 0 s to 1 h: " + drain);
    }
  }

  /// @param certificate PEM file, the chain from the leaf up
  /// @param key PEM file, PKCS 8
  public record Tls(Path certificate, Path key) {}

  /// Who listens on the port.
  public enum Port {
    /// Nobody else: it is an error if somebody does.
    OWN,
    /// The process that this one replaces: new connections come here from now on.
    SHARED
  }

  /// When answers carry `x-skerry-snapshot`.
  public enum SnapshotHeader {
    /// To requests with `x-skerry-debug: 1`.
    WHEN_ASKED,
    ALWAYS
  }

  /// In the clear, naming the snapshot when asked.
  public static GatewayOptions on(InetSocketAddress listen) {
    return new GatewayOptions(
        listen, Optional.empty(), SnapshotHeader.WHEN_ASKED, Port.OWN, DEFAULT_DRAIN);
  }

  /// The same with TLS, and with HTTP/2 where the client wants it.
  public GatewayOptions withTls(Path certificate, Path key) {
    return new GatewayOptions(
        listen, Optional.of(new Tls(certificate, key)), snapshotHeader, port, drain);
  }

  /// The same, naming the snapshot in every answer.
  public GatewayOptions namingSnapshots() {
    return new GatewayOptions(listen, tls, SnapshotHeader.ALWAYS, port, drain);
  }

  /// The same with another time for requests under way to end.
  public GatewayOptions withDrain(Duration time) {
    return new GatewayOptions(listen, tls, snapshotHeader, port, time);
  }

  /// The same beside the process that is to be replaced.
  ///
  /// @param taken its port, which is also taken where any would do
  public GatewayOptions beside(int taken) {
    InetSocketAddress there =
        listen.getPort() == 0 ? new InetSocketAddress(listen.getAddress(), taken) : listen;
    return new GatewayOptions(there, tls, snapshotHeader, Port.SHARED, drain);
  }
}
