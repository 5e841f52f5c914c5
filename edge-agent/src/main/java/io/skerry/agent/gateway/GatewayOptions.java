package io.skerry.agent.gateway;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// How the gateway listens.
///
/// @param listen address; port 0 takes a free one
/// @param tls certificate and key; empty: HTTP in the clear
/// @param snapshotHeader when answers name their snapshot
public record GatewayOptions(
    InetSocketAddress listen, Optional<Tls> tls, SnapshotHeader snapshotHeader) {

  /// @param certificate PEM file, the chain from the leaf up
  /// @param key PEM file, PKCS 8
  public record Tls(Path certificate, Path key) {}

  /// When answers carry `x-skerry-snapshot`.
  public enum SnapshotHeader {
    /// To requests with `x-skerry-debug: 1`.
    WHEN_ASKED,
    ALWAYS
  }

  /// In the clear, naming the snapshot when asked.
  public static GatewayOptions on(InetSocketAddress listen) {
    return new GatewayOptions(listen, Optional.empty(), SnapshotHeader.WHEN_ASKED);
  }

  /// The same with TLS, and with HTTP/2 where the client wants it.
  public GatewayOptions withTls(Path certificate, Path key) {
    return new GatewayOptions(listen, Optional.of(new Tls(certificate, key)), snapshotHeader);
  }

  /// The same, naming the snapshot in every answer.
  public GatewayOptions namingSnapshots() {
    return new GatewayOptions(listen, tls, SnapshotHeader.ALWAYS);
  }
}
