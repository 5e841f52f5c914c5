package io.skerry.agent.gateway;

import io.skerry.agent.logs.Requests;
import io.skerry.agent.traffic.TrafficRecorder;
import io.vertx.core.Vertx;
import java.util.random.RandomGenerator;

/// What exchanges need from the platform. Used on one event loop.
///
/// @param vertx timers
/// @param platform clock, chance and who is told
/// @param options how the gateway listens
/// @param connections of clients
/// @param pseudonym names this node in `Via`
record Loop(
    Vertx vertx,
    Gateway.Platform platform,
    GatewayOptions options,
    Connections connections,
    String pseudonym) {

  private static final long MICRO = 1_000;

  /// For weights, faults and the spread of retries.
  RandomGenerator random() {
    return platform.random();
  }

  TrafficRecorder traffic() {
    return platform.traffic();
  }

  Requests requests() {
    return platform.requests();
  }

  long now() {
    return platform.nanos().getAsLong();
  }

  long microsSince(long began) {
    return (now() - began) / MICRO;
  }
}
