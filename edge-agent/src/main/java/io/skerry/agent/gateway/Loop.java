package io.skerry.agent.gateway;

import io.skerry.agent.logs.Requests;
import io.skerry.agent.traffic.TrafficRecorder;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What exchanges need from the platform. Used on one event loop.
///
/// @param vertx timers
/// @param nanos a monotonic clock
/// @param random for weights, faults and the spread of retries
/// @param options how the gateway listens
/// @param traffic counts what happens
/// @param requests hears of every request that a version answered
/// @param pseudonym names this node in `Via`
record Loop(
    Vertx vertx,
    LongSupplier nanos,
    RandomGenerator random,
    GatewayOptions options,
    TrafficRecorder traffic,
    Requests requests,
    String pseudonym) {

  private static final long MICRO = 1_000;

  long now() {
    return nanos.getAsLong();
  }

  long microsSince(long began) {
    return (nanos.getAsLong() - began) / MICRO;
  }
}
