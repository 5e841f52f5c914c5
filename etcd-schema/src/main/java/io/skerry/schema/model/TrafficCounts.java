package io.skerry.schema.model;

import io.skerry.schema.model.TelemetryReport.Traffic;

/// How requests ended, added up over reports.
///
/// @param requests all of them
/// @param errors those that failed
/// @param refused those answered with 4xx
/// @param marked those that carried a canary marker when they came
/// @param markedOn those that still carried it when they went on
public record TrafficCounts(long requests, long errors, long refused, long marked, long markedOn) {

  /// No requests.
  public static final TrafficCounts NONE = new TrafficCounts(0, 0, 0, 0, 0);

  /// These and those of a report.
  public TrafficCounts plus(Traffic traffic) {
    return new TrafficCounts(
        requests + traffic.requests(),
        errors + traffic.errors(),
        refused + traffic.refused(),
        marked + traffic.marked(),
        markedOn + traffic.markedOn());
  }

  /// Requests that neither failed nor were refused.
  public long served() {
    return requests - errors - refused;
  }

  /// Requests whose canary marker was lost on the way.
  public long markersLost() {
    return marked - markedOn;
  }
}
