package io.skerry.schema.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a node measured in a short window: the requests that one snapshot served, what its gateway
/// did otherwise, and how the machine is. Numbers are those of the window alone, so that reports
/// add up and a lost one takes nothing else with it.
///
/// @param bootId of the start of the agent that measured, which may be an earlier one
/// @param sequence counts the reports of a boot from 1; a number that was taken is never taken
///   again
/// @param from begin of the window, by the node's clock
/// @param to end of the window
/// @param snapshot what served; empty when the node never received one
/// @param traffic by service and version, at most [#MAX_TRAFFIC]
/// @param counters whatever else was counted, by name, at most [#MAX_COUNTERS]
/// @param vitals how the machine was at the end of the window
/// @param uplink what telling all this costs
public record TelemetryReport(
    String bootId,
    long sequence,
    Instant from,
    Instant to,
    Optional<Digest> snapshot,
    List<Traffic> traffic,
    Map<String, Long> counters,
    Optional<Vitals> vitals,
    Uplink uplink) {

  /// The most services and versions of one report.
  public static final int MAX_TRAFFIC = 200;

  /// The most counters of one report.
  public static final int MAX_COUNTERS = 40;

  /// Copies the collections.
  public TelemetryReport {
    traffic = List.copyOf(traffic);
    counters = Map.copyOf(counters);
  }

  /// The requests that one version of a service answered.
  ///
  /// @param tenant of the service
  /// @param service its name
  /// @param version its name
  /// @param requests all of them
  /// @param errors those that failed: answered with 5xx, cut off or timed out
  /// @param refused those answered with 4xx
  /// @param latency how many took how long; adds up to `requests`
  /// @param marked those that carried a canary marker when they came
  /// @param markedOn those that still carried it when they went on
  public record Traffic(
      TenantName tenant,
      ResourceName service,
      ResourceName version,
      long requests,
      long errors,
      long refused,
      List<Bucket> latency,
      long marked,
      long markedOn) {

    /// Copies the list.
    public Traffic {
      latency = List.copyOf(latency);
    }
  }

  /// @param bucket one of [LatencyBuckets]
  /// @param count at least 1
  public record Bucket(int bucket, long count) {}

  /// How the machine is, within the limits that the operating system sets for the node.
  ///
  /// @param cpuLimit cores that it may use
  /// @param cpuUsed cores that it used on average over the window, by everything within the limit
  /// @param memoryLimit bytes
  /// @param memoryUsed bytes
  /// @param agentMemory resident bytes of the agent itself
  /// @param celsius of the hottest sensor
  /// @param gpus in the order of the system, at most 16
  public record Vitals(
      double cpuLimit,
      Optional<Double> cpuUsed,
      long memoryLimit,
      long memoryUsed,
      long agentMemory,
      Optional<Double> celsius,
      List<Gpu> gpus) {

    /// Copies the list.
    public Vitals {
      gpus = List.copyOf(gpus);
    }
  }

  /// @param name as the system calls it
  /// @param busy 0 to 1
  /// @param memoryLimit bytes
  /// @param memoryUsed bytes
  public record Gpu(String name, Optional<Double> busy, long memoryLimit, long memoryUsed) {}

  /// What it costs to tell the control plane, beside what sending every line of the request log
  /// would have cost.
  ///
  /// @param sentBytes bodies of telemetry that were sent in the window, as they went over the wire
  /// @param rawLogBytes lines of the request log in the window
  /// @param dropped reports that were given up before they could be sent, since the last report
  public record Uplink(long sentBytes, long rawLogBytes, long dropped) {}
}
