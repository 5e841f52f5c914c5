package io.skerry.control.history.traffic;

import io.skerry.control.rollout.evidence.Counted;

/// The requests of one version over some time.
///
/// @param tenant of the service
/// @param service its name
/// @param version its name
/// @param refused requests that were answered with 4xx
/// @param marked requests that came with a canary marker
/// @param markedOn those that still had it when they went on
/// @param counted all requests
public record VersionTraffic(
    String tenant,
    String service,
    String version,
    long refused,
    long marked,
    long markedOn,
    Counted counted) {}
