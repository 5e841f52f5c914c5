package io.skerry.cli.rollout;

import io.skerry.cli.stub.StubServer;

/// Rollouts as a control plane answers them.
final class Rollouts {
  static final String NAME = "01kamq3v5w8zqj4c2n7hbx6f3p";
  static final String LIST = "GET /api/v1/rollouts?limit=500";
  static final String REVISION = "GET /api/v1/rollouts?limit=1";
  static final String ITEM = "GET /api/v1/tenants/default/rollouts/" + NAME;
  static final String WATCH = "GET /api/v1/watch?kinds=rollouts%2Cnodes&since=10";

  private Rollouts() {}

  /// A rollout of `policy/rate-limit`.
  ///
  /// @param status the members of its status
  /// @param progress the members of its progress
  static String rollout(String name, String status, String progress) {
    return """
    {"apiVersion": "skerry/v1", "kind": "Rollout",
     "metadata": {"name": "%s", "tenant": "default", "createdAt": "2026-11-20T11:59:00Z"},
     "spec": {"strategyName": "fast", "author": "alice@127.0.0.1",
       "changes": [{"resource": {"kind": "Policy", "tenant": "default", "name": "rate-limit"}}],
       "strategy": {"bake": "2s", "waves": [{"name": "canary", "nodes": 1, "bake": "5s"},
                                            {"name": "rest", "percent": 100}]}},
     "status": {%s}, "progress": {%s}}
    """
        .formatted(name, status, progress);
  }

  /// One that is moving its second wave.
  static String progressing() {
    return rollout(
        NAME,
        """
        "phase": "progressing", "since": "2026-11-20T11:59:50Z", "handled": 0,
        "plan": "aaaabbbbccccdddd", "reason": "wave rest is being moved",
        "waves": [
          {"name": "canary", "nodes": 1, "admittedAt": "2026-11-20T11:59:10Z",
           "completeAt": "2026-11-20T11:59:12Z",
           "gates": [{"metric": "healthScore", "verdict": "green", "at": "2026-11-20T11:59:17Z"}]},
          {"name": "rest", "nodes": 5, "admittedAt": "2026-11-20T11:59:50Z",
           "gates": [{"metric": "ackFailureRate", "verdict": "red", "at": "2026-11-20T11:59:55Z",
                      "reason": "1 of 3 nodes refused"}]}]
        """,
        """
        "members": 6, "updated": 3, "updating": 1, "refused": 1, "unreachable": 1, "pending": 0,
        "failing": [{"node": "ams-1", "reason": "digest-mismatch: of blob 12"}],
        "waves": [{"members": 1, "updated": 1},
                  {"members": 5, "updated": 2, "updating": 1, "refused": 1, "unreachable": 1}]
        """);
  }

  /// One whose nodes move requests at present.
  static String shifting() {
    return rollout(
        NAME,
        """
        "phase": "progressing", "since": "2026-11-20T11:59:50Z", "handled": 0,
        "waves": [
          {"name": "canary", "nodes": 2, "admittedAt": "2026-11-20T11:59:10Z",
           "completeAt": "2026-11-20T11:59:12Z"},
          {"name": "traffic-25", "nodes": 2, "admittedAt": "2026-11-20T11:59:50Z"},
          {"name": "traffic-100", "nodes": 2}]
        """,
        """
        "members": 2, "updated": 2, "waves": [{"members": 2, "updated": 2},
          {"members": 2, "updated": 1, "pending": 1}, {"members": 2, "pending": 2}],
        "busy": 3, "waitingFor": [
          {"node": "ams-1", "reason": "outside its maintenance windows"},
          {"node": "ams-2", "reason": "on air", "until": "2026-11-20T13:00:00Z"}],
        "traffic": {"step": 2, "steps": [5.0, 25.0, 100.0], "behind": 1,
          "services": [{"service": "asr", "percent": {"v1": 75.0, "v2": 25.0}}]}
        """);
  }

  /// One that was turned back after its first wave was complete.
  static String turnedBack(String phase, int left) {
    return rollout(
        NAME,
        """
        "phase": "%s", "since": "2026-11-20T11:59:50Z", "handled": 0,
        "waves": [
          {"name": "canary", "nodes": 1, "admittedAt": "2026-11-20T11:59:10Z",
           "completeAt": "2026-11-20T11:59:12Z"},
          {"name": "gone", "nodes": 1, "admittedAt": "2026-11-20T11:59:20Z",
           "completeAt": "2026-11-20T11:59:22Z"},
          {"name": "rest", "nodes": 5}]
        """
            .formatted(phase),
        """
        "members": 6, "updated": %d, "pending": %d,
        "waves": [{"members": 1, "updated": %d, "pending": %d}, {"members": 0},
                  {"members": 5, "pending": 5}]
        """
            .formatted(left, 6 - left, left, 1 - left));
  }

  /// One whose phase is this, with a reason.
  static String in(String phase, String reason) {
    return rollout(
        NAME,
        """
        "phase": "%s", "since": "2026-11-20T11:59:50Z", "handled": 0, "reason": "%s", "waves": []
        """
            .formatted(phase, reason),
        "\"members\": 6, \"updated\": 6");
  }

  /// Puts up the list of these, and a revision to watch from.
  static void listed(StubServer server, String... rollouts) {
    server.answer(
        LIST,
        "{\"metadata\": {\"resourceVersion\": \"10\"}, \"items\": ["
            + String.join(",", rollouts)
            + "]}");
    server.answer(REVISION, "{\"metadata\": {\"resourceVersion\": \"10\"}, \"items\": []}");
  }
}
