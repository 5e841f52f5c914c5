package io.skerry.agent;

import io.skerry.agent.enrol.Identity;
import io.skerry.agent.gateway.GatewayOptions;
import io.skerry.schema.model.ResourceName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// How a program takes part in the fleet as an edge node.
///
/// @param node the node's name in the inventory
/// @param dataDirectory its own folder: identity and snapshots survive there
/// @param controlPlane URLs to enrol with and report to, in order of preference; those that the
///   enrolment names are tried after them
/// @param joinToken needed for the first start only; asked before each try
/// @param heartbeat between two reports; empty for what the control plane says
/// @param gateway how requests are taken and passed on; empty: they are not
/// @param soak how long a snapshot must serve in one go to become one that the node falls back to
public record SkerryOptions(
    ResourceName node,
    Path dataDirectory,
    List<URI> controlPlane,
    Supplier<Optional<String>> joinToken,
    Optional<Duration> heartbeat,
    Optional<GatewayOptions> gateway,
    Duration soak) {

  /// Longer than the crashes that come with a delay take to come.
  public static final Duration DEFAULT_SOAK = Duration.ofMinutes(10);

  private static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration LONGEST_HEARTBEAT = Duration.ofMinutes(10);
  private static final Duration SHORTEST_SOAK = Duration.ofSeconds(1);
  private static final Duration LONGEST_SOAK = Duration.ofDays(1);

  /// Copies the list; refuses durations out of range with `IllegalArgumentException`.
  public SkerryOptions {
    controlPlane = List.copyOf(controlPlane);
    heartbeat.ifPresent(SkerryOptions::requireUsable);
    if (soak.compareTo(SHORTEST_SOAK) < 0 || soak.compareTo(LONGEST_SOAK) > 0) {
      throw new IllegalArgumentException("soak must be 1 s to 1 day: " + soak);
    }
  }

  /// A node that enrolled before.
  ///
  /// @throws IllegalArgumentException when `node` is not a name
  public static SkerryOptions of(String node, Path dataDirectory) {
    return new SkerryOptions(
        new ResourceName(node),
        dataDirectory,
        List.of(),
        Optional::empty,
        Optional.empty(),
        Optional.empty(),
        DEFAULT_SOAK);
  }

  /// The same with these control planes.
  ///
  /// @throws IllegalArgumentException when one is not an http or https URL
  public SkerryOptions withControlPlane(String... urls) {
    List<URI> parsed = new ArrayList<>();
    for (String text : urls) {
      parsed.add(
          Identity.url(text)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "control plane '%s' must look like http://host:8470".formatted(text))));
    }
    return new SkerryOptions(node, dataDirectory, parsed, joinToken, heartbeat, gateway, soak);
  }

  /// The same with a join token.
  public SkerryOptions withJoinToken(String token) {
    return new SkerryOptions(
        node,
        dataDirectory,
        controlPlane,
        () -> Optional.of(token.strip()),
        heartbeat,
        gateway,
        soak);
  }

  /// The same with a join token in a file, read before each try; a missing or empty file is no
  /// token.
  public SkerryOptions withJoinTokenFile(Path file) {
    return new SkerryOptions(
        node, dataDirectory, controlPlane, () -> read(file), heartbeat, gateway, soak);
  }

  /// The same with another heartbeat, 1 s to 10 min.
  public SkerryOptions withHeartbeat(Duration interval) {
    return new SkerryOptions(
        node, dataDirectory, controlPlane, joinToken, Optional.of(interval), gateway, soak);
  }

  /// The same with a gateway that runs the services of the active snapshot.
  public SkerryOptions withGateway(GatewayOptions options) {
    return new SkerryOptions(
        node, dataDirectory, controlPlane, joinToken, heartbeat, Optional.of(options), soak);
  }

  /// The same with another soak, 1 s to 1 day. A crash that comes later than this is not taken for
  /// the snapshot's fault.
  public SkerryOptions withSoak(Duration time) {
    return new SkerryOptions(
        node, dataDirectory, controlPlane, joinToken, heartbeat, gateway, time);
  }

  private static void requireUsable(Duration heartbeat) {
    if (heartbeat.compareTo(SHORTEST_HEARTBEAT) < 0 || heartbeat.compareTo(LONGEST_HEARTBEAT) > 0) {
      throw new IllegalArgumentException("heartbeat must be 1 s to 10 min: " + heartbeat);
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
