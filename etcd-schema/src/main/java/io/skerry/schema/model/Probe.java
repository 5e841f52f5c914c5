package io.skerry.schema.model;

import java.net.URI;
import java.time.Duration;

/// Something that the control plane tries again and again to see whether a node is well.
///
/// @param name unique within the node
/// @param check what is tried
/// @param interval between two tries
/// @param timeout of one attempt
/// @param retries attempts that follow a failed one at once, before the try counts as failed
/// @param unhealthy failed tries in a row after which the probe counts as failed, at least 1
/// @param healthy passed tries in a row after which it counts as passed, at least 1
public record Probe(
    ResourceName name,
    Check check,
    Duration interval,
    Duration timeout,
    int retries,
    int unhealthy,
    int healthy) {

  /// What is tried.
  public sealed interface Check {

    /// A GET. Redirects are not followed.
    ///
    /// @param url absolute, `http` or `https`
    /// @param status the one answer that passes; 0 for any from 200 to 299
    record Http(URI url, int status) implements Check {}

    /// A connection.
    ///
    /// @param host a name or an address
    /// @param port 1 to 65535
    record Tcp(String host, int port) implements Check {}

    /// The node's own test, as it reports it.
    record SelfTest() implements Check {}
  }
}
