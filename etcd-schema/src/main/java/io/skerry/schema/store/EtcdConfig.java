package io.skerry.schema.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How an [EtcdStore] reaches etcd.
///
/// @param endpoints client URLs of the members, `http` or `https`, tried in this order; at least
///   one
/// @param requestTimeout the longest any call but a watch may take, tries on other members included
/// @param connectTimeout the longest a TCP connection may take to open
/// @param keepAlive silence on a connection with open watches before it is pinged; 10 s is the
///   least that works
/// @param keepAliveTimeout silence after a ping before the connection is given up
/// @param reopenAfter the least time between two fresh connections to one member: bounds how long
///   the transport's own backoff, which grows to two minutes, can delay the return after an outage
/// @param maxMessageBytes the largest answer accepted, and the most that one watch queues
public record EtcdConfig(
    List<URI> endpoints,
    Duration requestTimeout,
    Duration connectTimeout,
    Duration keepAlive,
    Duration keepAliveTimeout,
    Duration reopenAfter,
    int maxMessageBytes) {

  /// Refuses endpoints that are not `http` or `https` URLs with host and port, with
  /// `IllegalArgumentException`.
  public EtcdConfig {
    endpoints = List.copyOf(endpoints);
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("endpoints: at least one is needed");
    }
    endpoints.forEach(EtcdConfig::requireUsable);
  }

  /// The settings for production with the given client URLs, such as `http://127.0.0.1:2379`.
  public static EtcdConfig of(List<String> endpoints) {
    return new EtcdConfig(
        endpoints.stream().map(EtcdConfig::parse).toList(),
        Duration.ofSeconds(3),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        32 << 20);
  }

  /// The same endpoints, starting elsewhere in the list. Many clients that each pass their own seed
  /// spread evenly over the members.
  public EtcdConfig rotated(int seed) {
    List<URI> turned = new ArrayList<>(endpoints);
    Collections.rotate(turned, -Math.floorMod(seed, turned.size()));
    return new EtcdConfig(
        turned,
        requestTimeout,
        connectTimeout,
        keepAlive,
        keepAliveTimeout,
        reopenAfter,
        maxMessageBytes);
  }

  /// The same with another time-out for calls.
  public EtcdConfig withRequestTimeout(Duration timeout) {
    return new EtcdConfig(
        endpoints,
        timeout,
        connectTimeout,
        keepAlive,
        keepAliveTimeout,
        reopenAfter,
        maxMessageBytes);
  }

  /// The same with another bound on answers and watch queues.
  public EtcdConfig withMaxMessageBytes(int bytes) {
    return new EtcdConfig(
        endpoints, requestTimeout, connectTimeout, keepAlive, keepAliveTimeout, reopenAfter, bytes);
  }

  private static URI parse(String endpoint) {
    try {
      return new URI(endpoint);
    } catch (URISyntaxException e) {
      throw unusable(endpoint);
    }
  }

  private static void requireUsable(URI endpoint) {
    boolean scheme = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!scheme || endpoint.getHost() == null || endpoint.getPort() < 1) {
      throw unusable(endpoint.toString());
    }
  }

  private static IllegalArgumentException unusable(String endpoint) {
    return new IllegalArgumentException(
        "endpoints: '%s' must look like http://host:2379".formatted(endpoint));
  }
}
