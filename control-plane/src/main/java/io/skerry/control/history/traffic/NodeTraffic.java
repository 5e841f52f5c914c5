package io.skerry.control.history.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/// What one node said over some time.
///
/// @param requests that ended
/// @param errors those that failed
/// @param refused those that were answered with 4xx
/// @param sentBytes bodies of telemetry
/// @param rawLogBytes what its request log took meanwhile
/// @param dropped reports that it gave up
/// @param newest the newest minute; empty when it said nothing
/// @param vitals how its machine was, the newest that is known
public record NodeTraffic(
    long requests,
    long errors,
    long refused,
    long sentBytes,
    long rawLogBytes,
    long dropped,
    Optional<Instant> newest,
    Optional<JsonNode> vitals) {}
