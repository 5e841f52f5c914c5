package io.skerry.bench.storm;

import java.time.Duration;
import java.util.List;

/// What became of one storm.
///
/// @param nodes how many agents, and how many plain watchers
/// @param agents what the agents did
/// @param plain what the plain watchers did
/// @param ready from the return of the network until the control plane knew every node to be well
/// @param next how long one more edit took afterwards, until the last node had it
/// @param wrong nodes that ran something else than they should in the end
/// @param answered calls that the control plane answered in its busiest second after the return
/// @param etcd processor time from the return until then
/// @param controlPlane processor time from the return until then
record Outcome(
    int nodes,
    Party agents,
    Party plain,
    Duration ready,
    Duration next,
    long wrong,
    long answered,
    Load etcd,
    Load controlPlane) {

  /// @param applied from the return of the network until a client had the pending change, in no
  ///   order
  /// @param dead from the return of the network until a watch ended for good, in no order
  /// @param attempts at connections
  record Party(List<Duration> applied, List<Duration> dead, Attempts attempts) {

    /// Copies the lists.
    Party {
      applied = List.copyOf(applied);
      dead = List.copyOf(dead);
    }
  }

  /// Attempts at connections to etcd.
  ///
  /// @param cut in all while there was no network
  /// @param cutPeak of them in the busiest second
  /// @param back in all after its return
  /// @param backPeak of them in the busiest second
  record Attempts(long cut, long cutPeak, long back, long backPeak) {}

  /// @param peak cores in the busiest second
  /// @param total processor time
  record Load(double peak, Duration total) {

    static Load of(Usage usage) {
      return new Load(usage.peak(), usage.total());
    }
  }
}
